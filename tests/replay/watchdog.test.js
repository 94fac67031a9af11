import assert from 'node:assert/strict';
import { describeIn } from '../support/browser.js';
import { recorderNames, recording, startReplay, stateOf } from '../support/replay.js';
import { churn, churnHtml, fillTable } from '../support/replay-churn.js';

describe('replay: the watchdog', () => {
  for (const name of /** @type {const} */ (['chromium', 'firefox'])) {
    for (const recorder of recorderNames) {
      describeIn(name, ({ visit }) => {
        it(`${recorder}: a recording that takes too much of the page's time is slowed down, then stopped`, async () => {
          const { site, tab } = await visit({ html: churnHtml });
          await tab.run(fillTable);
          await startReplay(site, tab, recorder);
          await recording(tab);
          for (let i = 0; i < 12 && (await stateOf(tab)) !== 'off'; i++)
            await tab.run(churn, 3000, 3000);
          assert.equal(await stateOf(tab), 'off');
          assert.deepEqual(await tab.run((page) => page.kept.replay.counts()), { too_costly: 1 });
        });

        it(`${recorder}: one that does not goes on`, async () => {
          const { site, tab } = await visit({ html: churnHtml });
          await startReplay(site, tab, recorder);
          await recording(tab);
          await tab.run(async () => {
            for (let i = 0; i < 120; i++) {
              document.body.append(document.createElement('p'));
              await new Promise((resolve) => void setTimeout(resolve, 50));
            }
          });
          assert.equal(await stateOf(tab), 'recording');
          assert.deepEqual(await tab.run((page) => page.kept.replay.counts()), {});
        });
      });
    }
  }
});
