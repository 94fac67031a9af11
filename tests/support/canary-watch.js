/**
 * The watch over pages full of canaries: which pages there are, what leaves a browser in which one works, and what of that is a
 * fault in anonymized mode.
 */
import { benignPairs } from './benign-values.js';
import { createDraw } from './canaries.js';
import { findLeakedPieces } from './canary-evidence.js';
import { pagePositions, plantPage } from './canary-page.js';
import { canaryPlan, eventName } from './canary-plan.js';
import { createPlanter } from './canary-planter.js';
import { careless, recordNetwork, visitCanaryPage } from './canary-visit.js';
import { findUnfolded, unfold } from './leaks.js';
import { createRandom } from './random.js';
import { loadPlans } from './vectors.js';

/** @typedef {import('./site.js').Site} Site */
/** @typedef {import('./site.js').SiteOptions & {path?: string}} VisitOptions */
/** @typedef {(options: VisitOptions) => Promise<{site: Site, tab: import('./browser.js').Tab}>} Visit */
/** @typedef {import('./canary-page.js').PageKind} PageKind */
/** @typedef {Awaited<ReturnType<typeof observe>>} Observed */

/** @param {any} plan @returns {Map<string, string[]>} what each event declares */
function declaredBy({ events, standing }) {
  return new Map(
    Object.entries(events).map(([name, { properties = [] }]) => {
      const own = properties.map((/** @type {any} */ one) =>
        typeof one === 'string' ? one : Object.keys(one)[0],
      );
      return [name, [...own, ...standing]];
    }),
  );
}

export const secondPlan = /** @type {any} */ (loadPlans().second);
/** Paths that no template matches keep known words, so no template may match them all. */
const filtering = {
  ...canaryPlan,
  unmatched: 'shape',
  routes: canaryPlan.routes.filter(({ path }) => path !== '/*'),
};

/** @type {Record<string, PageKind>} */
export const kinds = {
  'the Second plan': {
    events: declaredBy(secondPlan),
    pageEvent: 'page viewed',
    errorEvent: 'client error',
    positions: pagePositions((name) => !name.includes('declared')),
  },
  'a plan that filters and shapes': {
    plan: filtering,
    // Its declared properties are among the positions.
    events: new Map([[eventName, []]]),
    pageEvent: eventName,
    errorEvent: eventName,
    positions: pagePositions(() => true),
  },
};

/**
 * @param {Visit} visit
 * @param {import('./canary-page.js').CanaryPage} page
 * @param {import('./site.js').SiteOptions} [options] of the site
 */
export async function observe(visit, page, options) {
  const path = page.ambient.referrer;
  const where = await visit({ headers: careless, before: recordNetwork, path, ...options });
  const evidence = await visitCanaryPage(where, page);
  return { ...evidence, site: where.site, planted: page.planted };
}

const cookiesGoAlong = 'cookies go along with anonymized events';
const endpointUrl = /^\/api\/analytics\/(capture|config|identify)$/;

/**
 * @param {Observed} seen
 * @returns {string[]} all that a page in anonymized mode must not do, if it did it
 */
export function faultsOf({ site, pieces, planted, urls, calls, foreign }) {
  const leaks = findLeakedPieces(pieces, planted);
  const asked = calls.flatMap(({ url }) => url || []);
  const strangers = [...urls, ...asked, ...foreign].filter(
    (url) => !url.startsWith(`${site.url}/`),
  );
  const toEndpoint = [
    ...site.analytics().map(({ url }) => url),
    ...asked.map((url) => url.replace(site.url, '')),
  ];
  return [
    ...leaks.map(
      ({ canary, place, family, form, sink, text }) =>
        `${place} (${family}, ${form}) is in ${sink}: ${canary}: ${text.slice(0, 300)}`,
    ),
    ...strangers.map((url) => `another origin is asked: ${url}`),
    ...toEndpoint.filter((url) => !endpointUrl.test(url)).map((url) => `it asks for ${url}`),
    ...calls.filter(({ via }) => !via.startsWith('fetch')).map(({ via }) => `it asks by ${via}`),
    ...site.analytics().flatMap(({ headers }) => (headers.referer ? ['a Referer is sent'] : [])),
    ...site
      .posts()
      .flatMap(({ headers, body }) =>
        headers.cookie && body.includes('"anonymousDistinctId"') ? [cookiesGoAlong] : [],
      ),
  ];
}

/** @type {Map<string, Promise<string>>} */
const benignTexts = new Map();

/**
 * What leaves a browser where nothing is planted.
 * @param {string} name
 * @param {Visit} visit
 */
export function benignText(name, visit) {
  const known = benignTexts.get(name) ?? visitBenign(visit);
  benignTexts.set(name, known);
  return known;
}

/** @param {Visit} visit */
async function visitBenign(visit) {
  const texts = [JSON.stringify(benignPairs.map(({ key }) => key))];
  for (const kind of Object.values(kinds)) {
    const planter = createPlanter(createRandom(0), () => ({ value: 'open', canaries: [] }));
    const { pieces } = await observe(visit, plantPage(planter, kind, 1), { plan: kind.plan });
    texts.push(...pieces.map(({ text }) => text));
  }
  return [...new Set(texts)].join('\n');
}

/**
 * Draws what proves something in this browser: its user agent is full of words that a planted one has, too.
 * @param {import('./random.js').Random} random
 * @param {string} benign
 * @returns {(family: string) => import('./canaries.js').Instance}
 */
export function createPageDraw(random, benign) {
  const draw = createDraw(random, benign);
  const unfolded = unfold(benign);
  return (family) => {
    for (;;) {
      const { value, canaries } = draw(family);
      const known = findUnfolded(unfolded, canaries);
      const others = canaries.filter((canary) => !known.includes(canary));
      if (others.length > 0) return { value, canaries: others };
    }
  };
}
