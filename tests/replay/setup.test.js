import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { chunks, recordSomething, recorded, startReplay, stateOf } from '../support/replay.js';
import { ann, until } from '../support/site.js';

describe('session replay is set up', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
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

      it('what the endpoint asks to mask can only be more (A17)', async () => {
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
          await recordSomething(site, tab, 'rrweb', { replay: options });
          const text = JSON.stringify(site.receiver.snapshots);
          assert.deepEqual(
            ['First', 'Second'].filter((one) => text.includes(one)),
            seen,
          );
        }
      });

      it('nobody is recorded where the operator switched recordings off (A16, S51, S-198), or asks for nonsense', async () => {
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
