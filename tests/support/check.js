/** A small plan to be checked, and the command that checks it. */
import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedText } from '../../js-glue/cli/check/checked-plan.js';
import { runCommand } from './command.js';
import { temporaryFiles } from './temporary-files.js';
/** @param {string} name of a file in tests/golden/check */
export const golden = (name) =>
  relative('', fileURLToPath(new URL(`../golden/check/${name}`, import.meta.url)));

export const shop = {
  format: 1,
  name: 'shop',
  version: 1,
  description: 'The shop.',
  entropy_budget_bits: 12,
  words: ['error', 'failed'],
  properties: {
    item_count: { type: 'count', max: 9, description: 'Items.' },
    stage: { type: 'enum', values: ['cart', 'paid'] },
    address: { type: 'text' },
  },
  standing: ['address'],
  person: { set: ['address'] },
  events: {
    'order placed': {
      description: 'Paid.',
      category: 'orders',
      properties: ['item_count', 'stage'],
    },
    'order failed': { description: 'Not paid.', category: 'orders', properties: ['item_count'] },
  },
  routes: [
    { path: '/', surface: 'home' },
    { path: '/orders/:order', surface: 'order' },
    { path: '/help/:topic(pay|send)', surface: 'help' },
    { path: '/*', surface: 'elsewhere' },
  ],
};

/** Of the plan as a file. @param {string} text */
export const lineOf = (text) =>
  JSON.stringify(shop, null, 2)
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

/** @typedef {any} Source of a plan */

/** A plan with something changed. @param {(source: Source) => void} change */
export function shopWith(change) {
  const source = structuredClone(/** @type {Source} */ (shop));
  change(source);
  return source;
}

/** @param {Source} source */
export function checked(source) {
  const plan = checkedText('plan.json', JSON.stringify(source));
  assert.ok(!('faults' in plan), JSON.stringify('faults' in plan && plan.faults));
  return plan;
}

/**
 * @param {Record<string, string | Source>} files plans as objects
 * @param {string[]} args of which those that begin with `@` are names of files
 */
export function runCheck(files, ...args) {
  const texts = Object.entries(files).map(([name, file]) => [
    name,
    typeof file === 'string' ? file : JSON.stringify(file, null, 2),
  ]);
  const { folder, remove } = temporaryFiles(Object.fromEntries(texts));
  try {
    const { status, stdout, stderr } = runCommand([
      'check',
      ...args.map((arg) => arg.replace(/^(\w+:)?@/, `$1${folder}/`)),
    ]);
    const without = (/** @type {string} */ text) => text.replaceAll(`${relative('', folder)}/`, '');
    return { status, stdout: without(stdout), stderr: without(stderr) };
  } finally {
    remove();
  }
}
