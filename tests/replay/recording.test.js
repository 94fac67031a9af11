import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified } from '../support/browser-choices.js';
import {
  chunks,
  record,
  recordSomething,
  recorded,
  recordedEvents,
  recorderNames,
  recording,
  startReplay,
  stateOf,
  work,
} from '../support/replay.js';
import { ann, pause, until } from '../support/site.js';

describe('session replay', () => {
  for (const name of everyBrowser) {
    for (const recorder of recorderNames) {
      describeIn(name, ({ visit }) => {
        const title = (/** @type {string} */ text) => `${recorder}: ${text}`;

        it(
          title('what is recorded arrives, by the application’s own origin alone (S7, S46, S47)'),
          async () => {
            const { site, tab } = await visit({
              path: '/w/acme-corp/apps/1?email=ann@example.com',
            });
            await recordSomething(site, tab, recorder);
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
          },
        );

        it(
          title('nothing of the recorder is asked for before somebody wants it (S44)'),
          async () => {
            const { site, tab } = await visit();
            await startReplay(site, tab, recorder, { client: { settings: identified } });
            await work(tab);
            await pause(300);
            assert.deepEqual(await chunks(tab), []);
            assert.equal(await stateOf(tab), 'off');
            await tab.run((page, choice) => page.analytics.setSettings(choice), recorded);
            await recording(tab);
            assert.ok((await chunks(tab)).length > 0);
          },
        );

        it(title('events are captured as they are without it (S43, S48)'), async () => {
          const { site, tab } = await visit();
          await record(site, tab, recorder);
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
          await record(site, tab, recorder);
          await tab.goto(`${site.url}/w/acme`);
          await startReplay(site, tab, recorder, { client: { settings: undefined } });
          await recording(tab);
        });

        it(title('without a configuration there is no recording (S45, S-197)'), async () => {
          const { site, tab } = await visit();
          site.state.session = { ...ann(), settings: recorded };
          site.failConfig(...Array.from({ length: 20 }, () => ({ status: 503 })));
          await startReplay(site, tab, recorder, { client: { settings: recorded } });
          await work(tab);
          await until(() => site.analytics().some(({ url }) => url.endsWith('/config')));
          await pause(300);
          assert.notEqual(await stateOf(tab), 'recording');
          assert.deepEqual(recordedEvents(site), []);
        });

        it(
          title('the same choice of the same person again changes nothing (S47, S-200)'),
          async () => {
            const { site, tab } = await visit();
            await record(site, tab, recorder);
            const before = site.analytics().filter(({ url }) => /config|stop/.test(url)).length;
            await tab.run((page, choice) => {
              page.kept.states = [];
              page.analytics.on('replay', ({ action }) => page.kept.states.push(action));
              page.analytics.signIn({ id: 'u-ann-7' }, choice);
              page.analytics.setSettings(choice);
            }, recorded);
            await pause(300);
            assert.equal(await stateOf(tab), 'recording');
            assert.deepEqual(await tab.run((page) => page.kept.states), []);
            const after = site.analytics().filter(({ url }) => /config|stop/.test(url)).length;
            assert.equal(after, before);
          },
        );

        it(title('what was recorded last is sent when the page is left'), async () => {
          const { site, tab } = await visit({ html: '<button>Go</button>' });
          await recordSomething(site, tab, recorder);
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

        it(title('whoever attaches again is recorded again, by the new rules alone'), async () => {
          const { site, tab } = await visit({
            html: '<iframe id="frame" src="/inner" width="90" height="30"></iframe>',
          });
          await recordSomething(site, tab, recorder, { replay: { masking: 'browser' } });
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
          await recordSomething(site, tab, recorder);
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
            await record(site, tab, recorder);
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
          await record(site, tab, recorder);
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
      });
    }

    describeIn(name, ({ visit }) => {
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
    });
  }
});
