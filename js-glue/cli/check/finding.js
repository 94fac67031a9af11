/**
 * What a check has found, in the plan (`pointer`) or in a source.
 *
 * @typedef {object} Finding
 * @property {'error' | 'warning'} severity
 * @property {string} rule
 * @property {string} message
 * @property {string} [pointer] JSON pointer into the plan's file
 * @property {string} [file]
 * @property {number} [line] from 1 on
 * @property {number} [column] from 1 on
 */
import { positionOf } from '../json-position.js';

/** @type {(rule: string, pointer: string, message: string) => Finding} */
export const warningAt = (rule, pointer, message) => ({
  severity: 'warning',
  rule,
  pointer,
  message,
});

/** @type {(rule: string, pointer: string, message: string) => Finding} */
export const errorAt = (rule, pointer, message) => ({
  ...warningAt(rule, pointer, message),
  severity: 'error',
});

/** @type {(file: string, rule: string, message: string) => Finding} */
export const errorIn = (file, rule, message) => ({ severity: 'error', rule, message, file });

/**
 * The finding with the line and column of its pointer.
 * @param {Finding} finding
 * @param {{file: string, text: string}} plan
 * @returns {Finding}
 */
export const located = (finding, { file, text }) =>
  finding.pointer === undefined
    ? finding
    : { ...finding, file, ...positionOf(text, finding.pointer) };

/** @param {Finding} finding that is located @returns {string} a line, in the form that editors and terminals follow */
export const lineOf = ({ severity, rule, message, file, line, column }) =>
  `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`;
