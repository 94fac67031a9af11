// Non-interference in real browsers: pages stuffed with canaries work in anonymized mode, and every byte and header that leaves is
// looked at, at the server, by the browser's own network events, and at the stand-in for PostHog. CANARY_SEED repeats a printed
// run, or is `fresh`; PAGE_INSTANCES makes it longer.
import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { benignPairs } from '../support/benign-values.js';
import { breakages, brokenClient } from '../support/broken-clients.js';
import { createDraw } from '../support/canaries.js';
import { findLeakedPieces } from '../support/canary-evidence.js';
import { createPlanter, familyNames, pagePositions, plantPage } from '../support/canary-page.js';
import { canaryPlan, eventName } from '../support/canary-plan.js';
import { careless, recordNetwork, visitCanaryPage } from '../support/canary-visit.js';
import { findUnfolded, unfold } from '../support/leaks.js';
import { createRandom, seedFrom } from '../support/random.js';
import { loadPlans } from '../support/vectors.js';

/** @typedef {import('../support/canary-visit.js').Evidence} Evidence */
/** @typedef {import('../support/canary-page.js').PageKind} PageKind */
/** @typedef {(options: object) => Promise<{site: import('../support/site.js').Site, tab: import('../support/browser.js').Tab}>} Visit */

const seed = seedFrom('CANARY_SEED');
const instances = Number(process.env.PAGE_INSTANCES ?? 4);

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

const second = /** @type {any} */ (loadPlans().second);
/** Paths that no template matches keep known words, so no template may match them all. */
const filtering = {
  ...canaryPlan,
  unmatched: 'shape',
  routes: canaryPlan.routes.filter(({ path }) => path !== '/*'),
};

/** @type {Record<string, PageKind>} */
const kinds = {
  'the Second plan': {
    events: declaredBy(second),
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
 * @param {PageKind} kind
 * @param {ReturnType<typeof createPlanter>} planter
 * @param {number} count
 * @param {object} [options] of the site
 */
async function observe(visit, kind, planter, count, options) {
  const page = plantPage(planter, kind, count);
  const where = await visit({
    headers: careless,
    before: recordNetwork,
    path: page.ambient.referrer,
    ...(kind.plan && { plan: kind.plan }),
    ...options,
  });
  const evidence = await visitCanaryPage(where, page);
  return { ...evidence, site: where.site, planted: page.planted };
}

const total = { browsers: new Set(), instances: 0, bytes: 0, faults: 0 };

const endpointUrl = /^\/api\/analytics\/(capture|config|identify)$/;

/**
 * @param {Awaited<ReturnType<typeof observe>>} seen
 * @returns {string[]} all that a page in anonymized mode must not do, if it did it
 */
function faultsOf({ site, pieces, planted, urls, calls, foreign }) {
  const leaks = findLeakedPieces(pieces, planted);
  const strangers = [...urls, ...foreign].filter((url) => !url.startsWith(`${site.url}/`));
  const toEndpoint = [
    ...site.analytics().map(({ url }) => url),
    ...calls.filter(({ url }) => url).map(({ url }) => url.replace(site.url, '')),
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
  ];
}

/** @type {Map<string, Promise<string>>} */
const benignTexts = new Map();

/**
 * What leaves a browser where nothing is planted.
 * @param {string} name
 * @param {Visit} visit
 */
function benignText(name, visit) {
  const known = benignTexts.get(name) ?? visitBenign(visit);
  benignTexts.set(name, known);
  return known;
}

/** @param {Visit} visit */
async function visitBenign(visit) {
  const texts = [JSON.stringify(benignPairs.map(({ key }) => key))];
  for (const kind of Object.values(kinds)) {
    const planter = createPlanter(createRandom(seed), () => ({ value: 'open', canaries: [] }));
    const { pieces } = await observe(visit, kind, planter, 1);
    texts.push(...pieces.map(({ text }) => text));
  }
  return [...new Set(texts)].join('\n');
}

/**
 * Draws what proves something in this browser: its user agent is full of words that a planted one has, too.
 * @param {import('../support/random.js').Random} random
 * @param {string} benign
 * @returns {(family: string) => import('../support/canaries.js').Instance}
 */
function createOwnDraw(random, benign) {
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

describe('pages full of canaries', () => {
  after(() => {
    console.log(
      `canaries in pages: seed ${seed}; ${[...total.browsers].join(', ')}; ${familyNames.length} families, ` +
        `${total.instances} instances, ${total.bytes} bytes looked at, ${total.faults} leaks`,
    );
  });

  for (const [i, name] of everyBrowser.entries()) {
    describeIn(name, ({ visit }) => {
      for (const [k, [title, kind]] of Object.entries(kinds).entries()) {
        it(`say nothing in anonymized mode: ${title}`, async () => {
          const random = createRandom(seed + 2 * i + k);
          const draw = createOwnDraw(random, await benignText(name, visit));
          const seen = await observe(visit, kind, createPlanter(random, draw), instances);
          total.browsers.add(name);
          total.instances += seen.planted.length;
          total.bytes += seen.bytes;
          assert.equal(seen.mode, 'anonymized');
          assert.ok(seen.site.receiver.events.length >= 50, 'hardly anything left at all');
          const faults = faultsOf(seen);
          total.faults += faults.length;
          assert.equal(faults.length, 0, faults.slice(0, 10).join('\n'));
        });
      }
    });
  }
});

describe('the watch over pages full of canaries', () => {
  describeIn('chromium', ({ visit }) => {
    for (const [i, breakage] of breakages.entries()) {
      it(`notices a client that ${breakage.title}`, async () => {
        const random = createRandom(seed + i);
        const planter = createPlanter(
          random,
          createOwnDraw(random, await benignText('chromium', visit)),
        );
        const options = { replaced: brokenClient(breakage) };
        const seen = await observe(visit, kinds['the Second plan'], planter, 0, options);
        assert.match(faultsOf(seen).join('\n'), breakage.caught);
      });
    }
  });
});
