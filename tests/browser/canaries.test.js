// Non-interference in real browsers: pages stuffed with canaries work in anonymized mode, and every byte and header that leaves is
// looked at, at the server, by the browser's own network events, and at the stand-in for PostHog. Left out is what the application
// sends by itself: its cookies, the addresses that it navigates to, and the Referer of its documents and scripts. CANARY_SEED
// repeats a printed run, or is `fresh`; PAGE_INSTANCES makes it longer.
import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { breakages, brokenClient, brokenCore } from '../support/broken-clients.js';
import { createDraw } from '../support/canaries.js';
import { giveEverything, plantIdentifiedPage } from '../support/canary-identified.js';
import { plantPage } from '../support/canary-page.js';
import { eventName } from '../support/canary-plan.js';
import { createPlanter, familyNames } from '../support/canary-planter.js';
import {
  benignText,
  createPageDraw,
  faultsOf,
  kinds,
  observe,
  secondPlan,
} from '../support/canary-watch.js';
import { createRandom, seedFrom } from '../support/random.js';

/** @typedef {import('../support/canary-watch.js').Observed} Observed */

const seed = seedFrom('CANARY_SEED');
const instances = Number(process.env.PAGE_INSTANCES ?? 4);

const total = { browsers: new Set(), instances: 0, bytes: 0, faults: 0 };

/** What the Second plan says of every page that is planted here. */
const pageProperties = {
  route_shape: '/w/:workspace/apps/:objectId/:app_section',
  surface: 'app_chat',
  app_section: 'other',
};

/** What the endpoint adds to each event of a person. */
const endpointProperties = { $process_person_profile: false };

/**
 * Nothing of what was planted left, although it was there and was looked for.
 * @param {string} name of the browser
 * @param {Observed} seen
 */
function assertSilent(name, seen) {
  assert.match(seen.referrer, /\/w\/.+\?email=/);
  assert.ok(seen.urls.some((url) => url.endsWith('/api/analytics/capture')));
  assert.ok(seen.calls.some(({ url }) => url.endsWith('/api/analytics/capture')));
  const faults = faultsOf(seen);
  total.browsers.add(name);
  total.instances += seen.planted.length;
  total.bytes += seen.bytes;
  total.faults += faults.length;
  assert.equal(faults.length, 0, faults.slice(0, 10).join('\n'));
}

/**
 * What the page posted and what PostHog holds, held to what was given, property by property.
 * @param {import('../support/site.js').Site} site
 * @param {import('../support/canary-identified.js').Given} given
 */
function assertExact(site, { list, user, workspace, known, person }) {
  const posted = site.bodies().flatMap(({ batch }) => batch);
  const [identify, ...rows] = site.receiver.events;
  const common = { ...pageProperties, ...secondPlan.constants, anonymized: false };
  for (const event of [...posted, ...rows]) {
    assert.match(event.properties.viewport_class, /^(xs|sm|md|lg|xl)$/);
    delete event.properties.viewport_class;
  }
  const plain = (/** @type {any[]} */ events) =>
    events.map(({ event, properties }) => ({ event, properties }));
  const named = list.map(({ event, expected }) => ({
    event,
    properties: { ...expected, ...common },
  }));
  assert.deepEqual(plain(posted), named);
  assert.deepEqual(
    plain(rows),
    named.map(({ event, properties }) => ({
      event,
      properties: { ...properties, ...known, ...endpointProperties },
    })),
  );
  assert.deepEqual(new Set(rows.map((row) => row.distinct_id)), new Set([user.id]));
  assert.equal(identify.event, '$identify');
  assert.deepEqual(identify.properties, {
    $set: { ...person, screen_recording_consent: false },
  });
  const identifies = site.analytics().filter(({ url }) => url.endsWith('/identify'));
  assert.deepEqual(
    identifies.map(({ body }) => JSON.parse(body)),
    [{ workspaceId: workspace.id }],
  );
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
        it(`say nothing in anonymized mode (S23, S33): ${title}`, async () => {
          const random = createRandom(seed + 2 * i + k);
          const draw = createPageDraw(random, await benignText(name, visit));
          const seen = await observe(
            visit,
            plantPage(createPlanter(random, draw), kind, instances),
            { plan: kind.plan },
          );
          assert.equal(seen.mode, 'anonymized');
          assert.ok(seen.site.receiver.events.length >= 50, 'hardly anything left at all');
          assertSilent(name, seen);
        });
      }

      it('carry in identified mode exactly what the plan names (S19, S20, S38, S39)', async () => {
        const random = createRandom(seed + i);
        const given = giveEverything(secondPlan, createDraw(random, '{}'));
        const benign = `${await benignText(name, visit)}\n${JSON.stringify(given)}`;
        const planter = createPlanter(random, createPageDraw(random, benign));
        const seen = await observe(visit, plantIdentifiedPage(planter, given));
        assert.equal(seen.mode, 'identified');
        assertSilent(name, seen);
        assertExact(seen.site, given);
      });
    });
  }
});

describe('the watch over pages full of canaries', () => {
  describeIn('chromium', ({ visit }) => {
    const secondKind = kinds['the Second plan'];
    const filterKind = kinds['a plan that filters and shapes'];
    /** @type {Promise<Awaited<ReturnType<typeof plantOnce>>> | undefined} */
    let planted;

    /** The same pages for all: what the unbroken client does not let out of them, it is the fault of the broken one to. */
    async function plantOnce() {
      const random = createRandom(seed);
      const draw = createPageDraw(random, await benignText('chromium', visit));
      const [whole, filter] = [secondKind, filterKind].map((kind) =>
        plantPage(createPlanter(random, draw), kind, 0),
      );
      filter.calls.push(['capture', eventName, { status: 'Garcia' }], ['flush']);
      filter.planted.push({ place: 'a word', family: 'a name', form: 'raw', canaries: ['Garcia'] });
      return { whole, filter };
    }

    const pages = () => (planted ??= plantOnce());

    /** @param {import('../support/site.js').SiteOptions} options @returns {Promise<string>} the faults, a line each */
    const watchSecond = async (options) =>
      faultsOf(await observe(visit, (await pages()).whole, options)).join('\n');

    /** @param {Record<string, string>} [replaced] */
    const watchFilter = async (replaced) => {
      const options = { plan: filterKind.plan, replaced };
      return faultsOf(await observe(visit, (await pages()).filter, options)).join('\n');
    };

    it('notices nothing where nothing is broken', async () => {
      assert.equal(await watchSecond({ replaced: brokenClient({ alter: () => {} }) }), '');
      assert.equal(await watchFilter(brokenCore(' garden ', ' garden ')), '');
    });

    for (const breakage of breakages) {
      it(`notices a client that ${breakage.title}`, async () => {
        assert.match(await watchSecond({ replaced: brokenClient(breakage) }), breakage.caught);
      });
    }

    it('notices a core that takes one name for a word', async () => {
      const faults = await watchFilter(brokenCore(' garden ', ' garcia '));
      assert.match(faults, /a word .* is in the site: an event: Garcia/);
    });

    it('notices an endpoint that tells PostHog who it was', async () => {
      const { session } = (await pages()).whole;
      const told = { 'X-Forwarded-User': String(session.user?.id) };
      const faults = await watchSecond({
        fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, ...told } }),
      });
      assert.match(faults, /the user record .* is in PostHog: header x-forwarded-user/);
    });
  });
});
