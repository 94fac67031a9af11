/** What recording costs a page that changes all the time: frames and long tasks, without it, with it, and with posthog-js by itself. */
import puppeteer from 'puppeteer-core';
import { toolPath } from '../../.ci/tools.mjs';
import { chromiumArgs } from '../support/chromium.js';
import { churn, churnHtml, fillTable } from '../support/replay-churn.js';
import { ann, createSite } from '../support/site.js';

const settings = { anonymizeUsageData: false, recordScreen: true };
const rounds = 3;
const seconds = 4;
const rowsEachFrame = 200;

/** Run in the page. @type {Record<string, (choice: object) => Promise<void>>} */
const ways = {
  'no recording': async () => {},
  'adapter, posthog-js': async (choice) => {
    const { page } = /** @type {any} */ (window);
    const { attachReplay, recorders } = await page.load('/bundle/replay-page.js');
    attachReplay(page.start({ user: { id: 'u-ann-7' }, settings: choice }), {
      recorder: recorders.posthog,
    });
  },
  'adapter, rrweb': async (choice) => {
    const { page } = /** @type {any} */ (window);
    const { attachReplay, recorders } = await page.load('/bundle/replay-page.js');
    attachReplay(page.start({ user: { id: 'u-ann-7' }, settings: choice }), {
      recorder: recorders.rrweb,
    });
  },
  'posthog-js alone': async () => {
    const { page } = /** @type {any} */ (window);
    (await page.load('/bundle/replay-alone.js')).start();
  },
};

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

export async function measureReplay() {
  const executablePath = toolPath('chromium');
  if (!executablePath) return console.log('\nreplay: skipped, Chromium is not installed');
  const site = await createSite({ html: churnHtml });
  site.state.session = { ...ann(), settings };
  const browser = await puppeteer.launch({ executablePath, args: chromiumArgs });
  /** @type {Record<string, {frames: number, longTasks: number, blockedMs: number}[]>} */
  const seen = {};
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [way, start] of Object.entries(ways)) {
        const page = await browser.newPage();
        await page.goto(`${site.url}/w/acme`);
        await page.waitForFunction(() => 'page' in window);
        await page.evaluate(fillTable, null);
        await page.evaluate(start, settings);
        await page.waitForNetworkIdle({ idleTime: 1000 });
        await page.mouse.click(5, 5);
        (seen[way] ??= []).push(await page.evaluate(churn, null, seconds * 1000, rowsEachFrame));
        await page.close();
      }
    }
  } finally {
    await browser.close();
    await site.close();
  }
  console.log(
    `\nReplay: ${rowsEachFrame} of 10,000 rows change each frame, ${seconds} s, median of ${rounds}`,
  );
  console.table(
    Object.fromEntries(
      Object.entries(seen).map(([way, results]) => [
        way,
        {
          'frames per second': median(results.map(({ frames }) => frames)) / seconds,
          'long tasks': median(results.map(({ longTasks }) => longTasks)),
          'blocked ms': median(results.map(({ blockedMs }) => blockedMs)),
        },
      ]),
    ),
  );
}
