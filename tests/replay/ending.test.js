import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified, off } from '../support/browser-choices.js';
import {
  chunks,
  record,
  recordSomething,
  recorded,
  recorderNames,
  recording,
  snapshotPosts,
  startReplay,
  stateOf,
  work,
} from '../support/replay.js';
import { ann, pause, until } from '../support/site.js';

/**
 * PostHog, where a project has used up what it may record.
 * @param {RequestInfo | URL} url
 * @param {RequestInit} [init]
 */
async function fetchWithoutQuota(url, init) {
  const response = await fetch(url, init);
  return String(url).endsWith('/s/') ? Response.json({ quota_limited: ['recordings'] }) : response;
}

/** What no event tells the page of. Each runs in the page. @type {[string, () => void][]} */
const unheard = [
  [
    'Global Privacy Control that appears',
    () => void Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
  ],
  [
    'a withdrawal in another tab, unheard',
    // As that tab would; but a page gets no event of what it stored itself.
    () => localStorage.setItem('second:analytics-consent:v1', '{"shareUsageData":false}'),
  ],
];

describe('session replay ends', () => {
  for (const name of everyBrowser) {
    for (const recorder of recorderNames) {
      describeIn(name, ({ visit, open }) => {
        const title = (/** @type {string} */ text) => `${recorder}: ${text}`;

        it(title('a refusal outlives a reload (S49)'), async () => {
          const { site, tab } = await visit();
          await record(site, tab, recorder);
          await tab.run((page, choice) => page.analytics.setSettings(choice), identified);
          await tab.goto(`${site.url}/w/acme`);
          const before = site.requests.length;
          await startReplay(site, tab, recorder, { client: { settings: undefined } });
          await work(tab);
          await pause(500);
          assert.equal(await stateOf(tab), 'off');
          const since = site.requests.slice(before).map(({ url }) => url);
          assert.deepEqual(
            since.filter((url) => /replay\/|config|bundle\/(?!replay-page)/.test(url)),
            [],
          );
        });

        it(
          title('somebody who refused on the next page is not recorded on the way back'),
          async () => {
            const { site, tab } = await visit({ headers: { 'Cache-Control': 'no-cache' } });
            await recordSomething(site, tab, recorder);
            await tab.goto(`${site.url}/w/acme/next`);
            await tab.run((page, choice) => {
              page.start({ user: { id: 'u-ann-7' } }).setSettings(choice);
              setTimeout(() => history.back());
            }, identified);
            const isBack = () =>
              tab.run((page) => page && location.pathname === '/w/acme').catch(() => false);
            await until(isBack, 10000);
            const before = site.receiver.snapshots.length;
            const isAsItWas = await tab.run((page) => page.kept.replay !== undefined);
            if (!isAsItWas) return; // the browser loaded it again, with nothing started
            await work(tab);
            await until(async () => (await stateOf(tab)) === 'off');
            await pause(500);
            assert.equal(site.receiver.snapshots.length, before);
          },
        );

        it(title('a refusal in another tab stops it here'), async () => {
          const { site, tab } = await visit();
          await record(site, tab, recorder);
          const other = await open(`${site.url}/w/acme`);
          await other.run((page, choice) => {
            page.start({ user: { id: 'u-ann-7' } }).setSettings(choice);
          }, off);
          await until(async () => (await stateOf(tab)) === 'off');
        });

        it(title('Global Privacy Control outweighs the choice'), async () => {
          const { site, tab } = await visit({
            before: () =>
              void Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
          });
          await startReplay(site, tab, recorder);
          await pause(300);
          assert.equal(await stateOf(tab), 'off');
          assert.deepEqual(await chunks(tab), []);
        });

        for (const [what, withdraw] of unheard) {
          it(title(`${what} ends it before anything more is sent`), async () => {
            const { site, tab } = await visit();
            await record(site, tab, recorder);
            await tab.run(withdraw);
            await work(tab);
            await until(async () => (await stateOf(tab)) === 'off', 10000);
            assert.deepEqual(snapshotPosts(site), []);
          });
        }

        it(title('what the endpoint refuses ends it, and is told'), async () => {
          const { site, tab } = await visit();
          await record(site, tab, recorder);
          site.state.session = ann();
          await work(tab);
          await until(async () => (await stateOf(tab)) === 'off', 10000);
          const [{ reason, message }] = await tab.run((page) => page.kept.problems);
          assert.equal(reason, 'refused');
          assert.match(
            message,
            /^second-analytics: session replay: the endpoint takes no recording/,
          );
          assert.deepEqual(await tab.run((page) => page.kept.replay.counts()), { refused: 1 });
          assert.deepEqual(site.receiver.snapshots, []);
        });

        it(
          title('a project that takes no more ends it, and so does what is too large'),
          async () => {
            for (const [reason, options] of /** @type {[string, object][]} */ ([
              ['quota', { fetch: fetchWithoutQuota }],
              ['too_much', { limits: { replayBytes: 100 } }],
            ])) {
              const { site, tab } = await visit(options);
              await startReplay(site, tab, recorder);
              await recording(tab);
              await work(tab);
              await until(async () => (await stateOf(tab)) === 'off', 10000);
              assert.deepEqual(await tab.run((page) => page.kept.replay.counts()), { [reason]: 1 });
            }
          },
        );

        it(
          title('five changes of mind in a second end in the right state (S47, S49, S-203, S-204)'),
          async () => {
            const { site, tab } = await visit();
            await startReplay(site, tab, recorder, { client: { settings: identified } });
            for (const choices of [
              [recorded, off, recorded, identified, recorded],
              [off, recorded, identified, recorded, off],
            ]) {
              await tab.run(async (page, given) => {
                for (const choice of given) {
                  page.analytics.setSettings(choice);
                  await new Promise((resolve) => void setTimeout(resolve, 150));
                }
              }, choices);
              const wanted = choices.at(-1) === recorded ? 'recording' : 'off';
              await until(async () => (await stateOf(tab)) === wanted);
            }
            await pause(500);
            const before = snapshotPosts(site).length;
            await work(tab);
            await pause(2500);
            assert.equal(snapshotPosts(site).length, before);
          },
        );
      });
    }

    describeIn(name, ({ visit }) => {
      it('a stop while the recorder is loaded wins, and so does another person (S46, S50, S52)', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: recorded };
        const log = await tab.run(async (page, settings) => {
          const { attachReplay } = await page.load('/bundle/replay-page.js');
          /** @type {string[]} */
          const calls = [];
          const loaded = [() => {}];
          const recorder = {
            start: (/** @type {{id: string}} */ { id }) => calls.push(`start ${id}`),
            stop: () => calls.push('stop'),
          };
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          const replay = attachReplay(analytics, {
            recorder: () =>
              new Promise((resolve) => {
                loaded.push(() => resolve({ createRecorder: async () => recorder }));
              }),
          });
          const wait = (ms = 100) => new Promise((resolve) => void setTimeout(resolve, ms));
          analytics.setSettings(settings);
          await wait(200);
          analytics.setSettings({ anonymizeUsageData: true });
          loaded.pop()?.();
          await wait();
          calls.push(replay.state());
          analytics.setSettings(settings);
          analytics.signIn({ id: 'u-bob-8' }, settings);
          await wait();
          calls.push(replay.state());
          analytics.signIn({ id: 'u-ann-7' }, settings);
          await wait();
          replay.detach();
          calls.push(replay.state());
          return calls;
        }, recorded);
        assert.deepEqual(log, [
          'off',
          'start u-bob-8',
          'recording',
          'stop',
          'start u-ann-7',
          'stop',
          'off',
        ]);
      });
    });
  }
});
