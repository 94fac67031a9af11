import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { assertPrivate } from '../support/browser-privacy.js';

const idKey = 'second:analytics-anonymous-id:v1';
const consentKey = 'second:analytics-consent:v1';
const uuid = '8d5c1a2b-0035-4c62-9f14-1ad4215736a5';

/** @type {Record<string, () => void>} what a browser may do to a page that wants to store something */
const broken = {
  'access throws': () =>
    void Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
  'there is none': () => void Object.defineProperty(window, 'localStorage', { value: null }),
  'every write throws': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no', 'QuotaExceededError');
    };
  },
  'it is full': () => {
    for (let size = 1 << 22; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (let i = 0; ; i++) localStorage.setItem(`filler ${size} ${i}`, 'x'.repeat(size));
      } catch {
        // Not one of this size fits any more.
      }
    }
  },
};

/** Identifiers that are none, or carry something. */
const badIds = [
  '',
  'anon_',
  'null',
  'anon_ann@example.com',
  `anon_${uuid.toUpperCase()}`,
  `anon_${uuid.replace('-4', '-1')}`,
  `anon_${uuid}.ann@example.com`,
  `anon_${uuid}.99999999.00000000`,
  `{"id":"anon_${uuid}"}`,
  `anon_${uuid}\u0000`,
  'ü'.repeat(100000),
];

/** @type {[string, string][]} what is stored as the choice, and the mode that follows for a user who is signed in */
const badChoices = [
  ['{"shareUsageData":false', 'anonymized'],
  ['[]', 'anonymized'],
  ['"identified"', 'anonymized'],
  ['{"anonymizeUsageData":false}', 'anonymized'],
  ['{"anonymizeUsageData":false,"owner":"00000000"}', 'anonymized'],
  ['{"anonymizeUsageData":false,"owner":"1234567812345678"}', 'anonymized'],
  ['{"shareUsageData":"false"}', 'off'],
  ['{"shareUsageData":null}', 'off'],
  ['x'.repeat(100000), 'anonymized'],
];

describe('storage', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      for (const [title, before] of Object.entries(broken)) {
        it(`${title}: the id lives as long as the page (S26)`, async () => {
          const { site, tab } = await visit({ before });
          const { counts, errors } = await tab.run(async (page) => {
            const analytics = page.start({ user: { id: 'u-ann-7' } });
            for (let i = 0; i < 3; i++) {
              analytics.capture('sidebar clicked', { target: 'agents' });
              await analytics.flush();
            }
            return { counts: analytics.counts(), errors: page.errors };
          });
          const rows = await site.rows(3);
          assert.equal(new Set(rows.map((row) => row.distinct_id)).size, 1);
          assert.ok(counts.storage_failed >= 1);
          assert.deepEqual(errors, []);
          assertPrivate(site);
        });
      }

      it('an id that is none of ours is replaced and never sent (S27)', async () => {
        const { site, tab } = await visit();
        const stored = await tab.run(
          async (page, key, ids) => {
            const results = [];
            for (const id of ids) {
              localStorage.setItem(key, id);
              const analytics = page.start();
              analytics.page();
              await analytics.flush();
              analytics.close();
              results.push(localStorage.getItem(key)?.slice(0, 41));
            }
            return results;
          },
          idKey,
          badIds,
        );
        await site.rows(badIds.length);
        const sent = site.bodies().map((body) => body.anonymousDistinctId);
        assert.deepEqual(sent, stored);
        assert.equal(new Set(sent).size, badIds.length);
        assert.ok(!sent.includes(`anon_${uuid}`));
        assertPrivate(site, ['ann@example.com']);
      });

      it('a choice that cannot be read is the more private one (S3)', async () => {
        const { site, tab } = await visit();
        const modes = await tab.run(
          (page, key, choices) =>
            choices.map((choice) => {
              localStorage.setItem(key, choice);
              const analytics = page.start({ user: { id: 'u-ann-7' } });
              const mode = analytics.mode();
              analytics.close();
              return mode;
            }),
          consentKey,
          badChoices.map(([choice]) => choice),
        );
        assert.deepEqual(
          modes,
          badChoices.map(([, mode]) => mode),
        );
        assert.deepEqual(site.analytics(), []);
      });
    });
  }
});
