/** How declarations are written: members of an object type, each under its comment. */
import { literal } from './property-type.js';

const width = 100;

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {string[]} type the members of a union
 * @property {string[]} comment its lines
 */

/** @param {string} name */
const keyOf = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

/** A text of the plan on one line, which cannot end the comment. @param {string} text */
const inComment = (text) => text.replace(/\s+/g, ' ').trim().replaceAll('*/', '*\\/');

/**
 * @param {string[]} lines
 * @param {string} indent
 * @returns {string} ends its last line; empty when there is nothing to say
 */
export function commentOf(lines, indent = '') {
  const said = lines.map(inComment).filter(Boolean);
  const line = `${indent}/** ${said.join(' ')} */`;
  if (said.length === 0) return '';
  if (said.length === 1 && line.length <= width) return `${line}\n`;
  return `${indent}/**\n${said.map((text) => `${indent} * ${text}\n`).join('')}${indent} */\n`;
}

/**
 * Every property may be left out.
 * @param {Member} member
 * @param {string} indent
 */
function memberOf({ name, type, comment }, indent) {
  const line = `${indent}${keyOf(name)}?: ${type.join(' | ')};\n`;
  const lines = type.map((one) => `\n${indent}  | ${one}`).join('');
  const whole = line.length <= width + 1 ? line : `${indent}${keyOf(name)}?:${lines};\n`;
  return commentOf(comment, indent) + whole;
}

/**
 * @param {Member[]} members
 * @param {string} [indent] of the brackets
 * @param {string} [rest] one more line
 */
export function objectOf(members, indent = '', rest = '') {
  const inner = `${indent}  `;
  const lines = members.map((member) => memberOf(member, inner)).join('');
  return `{\n${lines}${rest && `${inner}${rest}\n`}${indent}}`;
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string[]} comment
 * @param {string} indent
 */
export const declarationOf = (name, type, comment, indent) =>
  `${commentOf(comment, indent)}${indent}${keyOf(name)}: ${type};\n`;
