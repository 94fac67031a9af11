/** What the tests of a page's watchers have in common: the Multica plan with an end of views, and what arrives of it. */
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../src/plans/multica.json', import.meta.url), 'utf8');

/** Multica's, and the end of a view, which other plans have (A7). */
export const plan = JSON.parse(source);
plan.events.$pageleave = {
  category: 'system',
  description: 'A page was left.',
  properties: ['duration_ms'],
};

/**
 * Runs in the page: a client of the plan, and the module of the watchers as `page.kept.watchers`.
 * @param {import('./browser.js').Page} page
 * @param {object} given the plan
 * @param {object} [options] of the client
 */
export async function begin(page, given, options) {
  const { kept } = page;
  kept.watchers = await page.load('/js-glue/page/index.js');
  page.start({ plan: given, pageEvent: '$pageview', ...options });
}

/**
 * @param {import('./ingestion.js').StoredEvent[]} rows
 * @param {string} name
 */
export const propertiesOf = (rows, name) =>
  rows.filter(({ event }) => event === name).map(({ properties }) => properties);

/** @param {import('./ingestion.js').StoredEvent[]} rows @returns {string[]} the shapes of the pages that were viewed */
export const viewsOf = (rows) =>
  propertiesOf(rows, '$pageview').map(({ route_shape: shape }) => String(shape));
