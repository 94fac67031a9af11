/** What several pages are made of. */
import { h, icon } from './dom.js';

/** @typedef {import('./dom.js').Child} Child */

/**
 * @param {string} name
 * @returns {HTMLElement} initials, for the eye alone: the name stands beside them
 */
export function avatar(name) {
  const initials = name.split(' ').map((word) => word[0]);
  return h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials.join(''));
}

/** @param {Child[]} rows */
export function list(rows) {
  return h(
    'ul',
    { class: 'list' },
    rows.map((row) => h('li', {}, row)),
  );
}

/** @param {string} text @param {string} hint @param {...Child} more */
export function rowText(text, hint, ...more) {
  return h('span', { class: 'list-text' }, text, h('span', { class: 'hint' }, hint), ...more);
}

/**
 * A row that leads somewhere.
 *
 * @param {object} row
 * @param {string} row.href
 * @param {string} row.text
 * @param {string} row.hint
 * @param {Parameters<typeof icon>[0]} [row.tile]
 * @param {Child} [row.end]
 */
export function linkRow({ href, text, hint, tile = 'app', end = icon('chevron') }) {
  const mark = h('span', { class: 'tile' }, icon(tile));
  return h('a', { class: 'list-row', href }, mark, rowText(text, hint), end);
}

/**
 * A page without the shell around it.
 *
 * @param {...Child} children
 */
export function barePage(...children) {
  const mark = h('span', { class: 'brand-mark large' }, icon('app'));
  return h('main', { class: 'bare' }, h('div', { class: 'bare-box' }, mark, ...children));
}
