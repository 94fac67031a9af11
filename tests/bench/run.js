/**
 * `npm run bench [-- --only size,node,chromium,plan,replay,endpoint,spool]`: speed beside the floor in the same run, and sizes. Not a test: nothing
 * fails on a time.
 */
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { toolPath } from '../../.ci/tools.mjs';
import plan from '../../dist/plans/second.js';
import { bundle, sizesOf } from '../support/bundle.js';
import { chromiumArgs } from '../support/chromium.js';
import { measureEndpoint } from './endpoint.js';
import { measureAll } from './measure.js';
import { measurePlanSize } from './plan-size.js';
import { measureReplay } from './replay.js';
import { measureSpool } from './spool.js';

/** @param {string} name @param {Record<string, number>} us */
function print(name, us) {
  const floors = Object.entries(us).filter(([row]) => row.startsWith('floor'));
  console.log(`\n${name}`);
  for (const [row, time] of Object.entries(us)) {
    const floor = row.startsWith('verify') ? floors[1] : floors[0];
    const against =
      row.includes('open') || row.startsWith('floor') || row.startsWith('first')
        ? ''
        : `  ${(time / floor[1]).toFixed(2)} × the floor`;
    console.log(`  ${row.padEnd(32)}${time.toFixed(2).padStart(9)} µs${against}`);
  }
}

async function chromium() {
  const executablePath = toolPath('chromium');
  if (!executablePath) return console.log('\nchromium: skipped, not installed');
  const source = `import { measureAll } from './tests/bench/measure.js';
    import plan from './dist/plans/second.js';
    globalThis.bench = () => measureAll(plan);`;
  const [code] = (await bundle(source)).map((file) => new TextDecoder().decode(file));
  const browser = await puppeteer.launch({ executablePath, args: chromiumArgs });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: code, type: 'module' });
    await page.waitForFunction(() => 'bench' in globalThis);
    print(
      `Chromium ${await browser.version()}`,
      await page.evaluate(() => Reflect.get(globalThis, 'bench')()),
    );
  } finally {
    await browser.close();
  }
}

async function sizes() {
  const client = "import { createAnalytics } from './js-glue/client/index.js';";
  console.table({
    'entry without a plan': sizesOf(
      await bundle(`${client} createAnalytics({ plan: globalThis.plan });`),
    ),
    'entry with the Second plan': sizesOf(
      await bundle(
        `${client} import plan from './dist/plans/second.js'; createAnalytics({ plan });`,
      ),
    ),
  });
}

/** @type {Record<string, () => unknown>} */
const parts = {
  size: sizes,
  node: () => print(`Node ${process.version}`, measureAll(plan)),
  chromium,
  plan: () => print('A plan of 229 events, 1,034 routes', measurePlanSize()),
  replay: measureReplay,
  endpoint: measureEndpoint,
  spool: measureSpool,
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',') ?? Object.keys(parts);
const unknown = only.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(
    `npm run bench -- [--only ${Object.keys(parts).join(',')}]; there is no ${unknown}`,
  );
  process.exit(2);
}
for (const name of only) await parts[name]();
