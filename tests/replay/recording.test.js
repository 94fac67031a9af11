import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified, off } from '../support/browser-choices.js';
import { recorded, recordedEvents, recorderNames, recording } from '../support/replay.js';
import { startReplay, stateOf, work } from '../support/replay.js';
import { ann, pause, until } from '../support/site.js';

/** @param {import('../support/site.js').Site} site */
const snapshotPosts = (site) => site.requests.filter(({ url }) => url.includes('/replay/s/'));

/** @param {import('../support/browser.js').Tab} tab @returns {Promise<string[]>} the large files: the recorders */
const chunks = async (tab) =>
  (await tab.urls()).filter((url) => /\/bundle\/(?!replay-page)/.test(url));

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

describe('session replay', () => {
  for (const name of everyBrowser) {
    for (const recorder of recorderNames) {
      describeIn(name, ({ visit, open }) => {
        const title = (/** @type {string} */ text) => `${recorder}: ${text}`;

        it(title('what is recorded arrives, by the application’s own origin alone'), async () => {
          const { site, tab } = await visit({ path: '/w/acme-corp/apps/1?email=ann@example.com' });
          await startReplay(site, tab, recorder);
          await recording(tab);
          await work(tab);
          await until(() => site.receiver.snapshots.length > 0, 10000);
          const events = recordedEvents(site);
          assert.ok(
            events.some(({ type }) => type === 2),
            'a whole page',
          );
          assert.ok(
            events.some(({ type }) => type === 3),
            'and what changed',
          );
          for (const { type, data } of events) {
            if (type === 4) assert.equal(data.href, `${site.url}/w/:workspace/apps/:objectId`);
          }
          for (const { properties } of site.receiver.snapshots) {
            assert.equal(properties.distinct_id, 'u-ann-7');
            assert.equal(properties.token, 'phc_test');
            assert.match(properties.$session_id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$/);
          }
          for (const { headers, url } of site.analytics()) {
            assert.equal(headers.referer, undefined);
            assert.match(url, /^\/api\/analytics\/(capture|config|identify|replay\/s\/)$/);
          }
          assert.doesNotMatch(JSON.stringify(site.receiver.snapshots), /anon_|acme|ann@example/);
          const foreign = (await tab.urls()).filter(
            (url) => !/^(data:|blob:|http:\/\/127\.0\.0\.1)/.test(url),
          );
          assert.deepEqual(foreign, []);
          assert.deepEqual(await tab.run((page) => [page.errors, page.kept.problems]), [[], []]);
          const stored = await tab.run(() =>
            JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
          );
          assert.doesNotMatch(stored, /u-ann|ph_|posthog/);
        });

        it(title('nothing of the recorder is asked for before somebody wants it'), async () => {
          const { site, tab } = await visit();
          await startReplay(site, tab, recorder, { client: { settings: identified } });
          await work(tab);
          await pause(300);
          assert.deepEqual(await chunks(tab), []);
          assert.equal(await stateOf(tab), 'off');
          await tab.run((page, choice) => page.analytics.setSettings(choice), recorded);
          await recording(tab);
          assert.ok((await chunks(tab)).length > 0);
        });

        it(title('events are captured as they are without it'), async () => {
          const { site, tab } = await visit();
          await startReplay(site, tab, recorder);
          await recording(tab);
          // The viewport is measured with the page's path, whatever the recorder asks of it later.
          const former = await tab.run(() => {
            const wide = innerWidth > 1440;
            Object.defineProperty(window, 'innerWidth', { value: wide ? 300 : 1500 });
            return wide ? 'xl' : 'xs';
          });
          await tab.run(async (page) => {
            page.analytics.routeShape();
            page.analytics.capture('app displayed', { file_count: 3 });
            return page.analytics.flush();
          });
          const rows = await site.rows(2);
          assert.notEqual(rows[1].properties.viewport_class, former === 'xs' ? 'xl' : 'xs');
          assert.deepEqual(
            rows.map(({ event, properties }) => [event, properties.file_count]),
            [
              ['$identify', undefined],
              ['app displayed', 3],
            ],
          );
          assert.equal(rows[1].properties.$session_id, undefined);
        });

        it(title('somebody who comes back is recorded again, without choosing again'), async () => {
          const { site, tab } = await visit();
          await startReplay(site, tab, recorder);
          await recording(tab);
          await tab.goto(`${site.url}/w/acme`);
          await startReplay(site, tab, recorder, { client: { settings: undefined } });
          await recording(tab);
        });

        it(title('a refusal outlives a reload'), async () => {
          const { site, tab } = await visit();
          await startReplay(site, tab, recorder);
          await recording(tab);
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
            await startReplay(site, tab, recorder);
            await recording(tab);
            await work(tab);
            await until(() => site.receiver.snapshots.length > 0, 10000);
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
          await startReplay(site, tab, recorder);
          await recording(tab);
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
            await startReplay(site, tab, recorder);
            await recording(tab);
            await tab.run(withdraw);
            await work(tab);
            await until(async () => (await stateOf(tab)) === 'off', 10000);
            assert.deepEqual(snapshotPosts(site), []);
          });
        }

        it(title('what was recorded last is sent when the page is left'), async () => {
          const { site, tab } = await visit({ html: '<button>Go</button>' });
          await startReplay(site, tab, recorder);
          await recording(tab);
          await work(tab);
          await until(() => site.receiver.snapshots.length > 0, 10000);
          await tab.run(async (page) => {
            page.watchFetch();
            document.body.className = 'the-last-moment';
            document.body.dispatchEvent(new MouseEvent('click', { bubbles: true }));
            await Promise.resolve(); // recorders are told of changes now
            for (const type of ['beforeunload', 'pagehide']) dispatchEvent(new Event(type));
          });
          await until(() => JSON.stringify(recordedEvents(site)).includes('the-last-moment'));
          const fetches = await tab.run((page) => page.kept.fetches);
          assert.ok(fetches.every((/** @type {any} */ { keepalive }) => keepalive));
        });

        it(title('what the endpoint refuses ends it, and is told'), async () => {
          const { site, tab } = await visit();
          await startReplay(site, tab, recorder);
          await recording(tab);
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

        it(title('whoever attaches again is recorded again, by the new rules alone'), async () => {
          const { site, tab } = await visit({
            html: '<iframe id="frame" src="/inner" width="90" height="30"></iframe>',
          });
          await startReplay(site, tab, recorder, { replay: { masking: 'browser' } });
          await recording(tab);
          await work(tab);
          await until(() => site.receiver.snapshots.length > 0, 10000);
          await tab.run(async (page, which) => {
            const { attachReplay, recorders } = await page.load('/bundle/replay-page.js');
            page.kept.replay.detach();
            page.kept.replay = attachReplay(page.analytics, {
              recorder: recorders[which],
              masking: 'standard',
            });
          }, recorder);
          await recording(tab);
          const before = recordedEvents(site).length;
          await tab.run(async () => {
            const frame = /** @type {HTMLIFrameElement} */ (document.getElementById('frame'));
            frame.src = '/inner-two';
            await new Promise((resolve) => void frame.addEventListener('load', resolve));
            const inner = /** @type {Document} */ (frame.contentDocument);
            inner.body.innerHTML = '<p data-sensitive>Confidential</p><p>Public</p>';
          });
          await work(tab);
          const later = () => JSON.stringify(recordedEvents(site).slice(before));
          await until(() => later().includes('Public'), 10000);
          assert.ok(!later().includes('Confidential'));
        });

        it(title('nothing of a frame that is loaded after a stop is kept or sent'), async () => {
          const { site, tab } = await visit({ html: '<iframe id="frame" src="/inner"></iframe>' });
          await startReplay(site, tab, recorder);
          await recording(tab);
          await work(tab);
          await until(() => site.receiver.snapshots.length > 0, 10000);
          await tab.run(async (page) => {
            page.analytics.setSettings({ recordScreen: false });
            const frame = /** @type {HTMLIFrameElement} */ (document.getElementById('frame'));
            frame.src = '/inner-two';
            await new Promise((resolve) => void frame.addEventListener('load', resolve));
            /** @type {Document} */ (frame.contentDocument).body.append('Afterwards');
            await new Promise((resolve) => void setTimeout(resolve, 100));
            frame.remove();
          });
          await tab.run((page, choice) => page.analytics.setSettings(choice), recorded);
          await recording(tab);
          const before = site.receiver.snapshots.length;
          await work(tab);
          await until(() => site.receiver.snapshots.length > before, 10000);
          assert.deepEqual(await tab.run((page) => page.errors), []);
          assert.ok(!JSON.stringify(recordedEvents(site)).includes('Afterwards'));
        });

        it(
          title('an element that confuses it reaches no page, and is told of or got over'),
          async () => {
            const { site, tab } = await visit();
            await startReplay(site, tab, recorder);
            await recording(tab);
            await tab.run(() => {
              class Odd extends HTMLElement {
                get attributes() {
                  return /** @type {any} */ (undefined);
                }
              }
              customElements.define('x-odd', Odd);
              document.body.append(document.createElement('x-odd'));
            });
            await pause(300);
            const [errors, state, counts] = await tab.run((page) => [
              page.errors,
              page.kept.replay.state(),
              page.kept.replay.counts(),
            ]);
            assert.deepEqual(errors, []);
            assert.deepEqual(
              [state, counts],
              state === 'off' ? ['off', { failed: 1 }] : ['recording', {}],
            );
          },
        );

        it(title('the errors of the page’s own calls stay its own'), async () => {
          const { site, tab } = await visit({ html: '<style>p {}</style>' });
          await startReplay(site, tab, recorder);
          await recording(tab);
          const [fault, state] = await tab.run((page) => {
            try {
              document.styleSheets[0].insertRule('}{', 0);
            } catch (error) {
              return [/** @type {Error} */ (error).name, page.kept.replay.state()];
            }
            return ['none', ''];
          });
          assert.deepEqual([fault, state], ['SyntaxError', 'recording']);
        });

        it(title('five changes of mind in a second end in the right state'), async () => {
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
        });
      });
    }

    describeIn(name, ({ visit }) => {
      it('a stop while the recorder is loaded wins, and so does another person', async () => {
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

      it('a recorder that hands out nonsense ends, and the page hears of no error', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: recorded };
        const told = await tab.run(async (page, settings) => {
          const { attachReplay } = await page.load('/bundle/replay-page.js');
          /** @type {(snapshot: unknown) => void} */
          let handOut = () => {};
          const replay = attachReplay(page.start({ user: { id: 'u-ann-7' }, settings }), {
            recorder: async () => ({
              createRecorder: async (/** @type {any} */ { onSnapshot }) => {
                handOut = onSnapshot;
                return { start() {}, stop() {} };
              },
            }),
            onProblem() {},
          });
          await new Promise((resolve) => void setTimeout(resolve, 300));
          const before = replay.state();
          handOut({ properties: { distinct_id: 'u-ann-7', $snapshot_data: null } });
          return [before, replay.state(), replay.counts()];
        }, recorded);
        assert.deepEqual(told, ['recording', 'off', { failed: 1 }]);
        assert.deepEqual(await tab.run((page) => page.errors), []);
      });

      it('without an installed recorder, one clear sentence is told, and nothing else happens', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: recorded };
        for (const [recorder, sentence] of /** @type {const} */ ([
          ['posthog', /session replay needs posthog-js, .*: npm install posthog-js@/],
          ['rrweb', /session replay needs @rrweb\/record, .*: npm install @rrweb\/record@/],
        ])) {
          const told = await tab.run(
            async (page, which, settings) => {
              const { attachReplay, recorders } = await page.load('/bundle/without/replay-page.js');
              const analytics = page.start({ user: { id: 'u-ann-7' } });
              analytics.setSettings({});
              /** @type {any[]} */
              const problems = [];
              const replay = attachReplay(analytics, {
                recorder: recorders[which],
                onProblem: (/** @type {any} */ problem) => problems.push(problem),
              });
              analytics.setSettings(settings);
              await new Promise((resolve) => void setTimeout(resolve, 400));
              analytics.capture('app displayed', { file_count: 1 });
              await analytics.flush();
              analytics.close();
              return { problems, state: replay.state() };
            },
            recorder,
            recorded,
          );
          assert.equal(told.state, 'off');
          assert.equal(told.problems.length, 1);
          assert.equal(told.problems[0].reason, 'not_loaded');
          assert.match(told.problems[0].message, sentence);
        }
        assert.deepEqual(await tab.run((page) => page.errors), []);
        assert.deepEqual(site.receiver.snapshots, []);
      });

      it('what the endpoint asks to mask can only be more', async () => {
        for (const [options, replay, seen] of /** @type {const} */ ([
          [{ masking: 'browser' }, { masking: 'strict' }, []],
          [{ masking: 'strict' }, { masking: 'browser' }, []],
          [{ masking: 'browser' }, undefined, ['First', 'Second']],
          [{ masking: 'browser', mask: ['#first'] }, { mask: ['#second'] }, []],
          [{ masking: 'browser' }, { block: ['p:first-child'] }, ['Second']],
        ])) {
          const { site, tab } = await visit({
            html: '<p id="first">First</p><p id="second">Second</p>',
            replay: /** @type {any} */ (replay),
          });
          await startReplay(site, tab, 'rrweb', { replay: options });
          await recording(tab);
          await work(tab);
          await until(() => site.receiver.snapshots.length > 0, 10000);
          const text = JSON.stringify(site.receiver.snapshots);
          assert.deepEqual(
            ['First', 'Second'].filter((one) => text.includes(one)),
            seen,
          );
        }
      });

      it('nobody is recorded where the operator switched recordings off, or asks for nonsense', async () => {
        for (const [replay, reason] of /** @type {[any, string][]} */ ([
          [false, 'not_configured'],
          [{ mask: ['p', '[a="'] }, 'masking'],
        ])) {
          const { site, tab } = await visit({ replay });
          await startReplay(site, tab, 'rrweb');
          await until(async () => (await stateOf(tab)) === 'off');
          assert.deepEqual(await tab.run((page) => page.kept.replay.counts()), { [reason]: 1 });
          assert.deepEqual(await chunks(tab), []);
        }
      });

      for (const [title, options, reason] of /** @type {[string, any, string][]} */ ([
        ['a selector that is none', { mask: ['a[b]]', 'b'] }, 'masking'],
        ['a block that is none', { block: ['<script>'] }, 'masking'],
        ['an attribute that is left open', { mask: ['[a'] }, 'masking'],
        ['a text that is left open', { mask: ['[a="b'] }, 'masking'],
        ['a function that is left open', { block: [':not([a="b"]'] }, 'masking'],
        ['a comment that is left open', { block: ['p /*'] }, 'masking'],
        ['an escape that is left open', { block: ['p\\'] }, 'masking'],
        ['a selector that is no text', { mask: [true] }, 'masking'],
      ])) {
        it(`nothing is recorded with ${title}`, async () => {
          const { site, tab } = await visit();
          await startReplay(site, tab, 'rrweb', { replay: options });
          await until(async () => (await stateOf(tab)) === 'off');
          assert.deepEqual(await tab.run((page) => page.kept.replay.counts()), { [reason]: 1 });
          assert.deepEqual(await chunks(tab), []);
        });
      }
    });
  }
});
