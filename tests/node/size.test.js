import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bundle, sizesOf } from '../support/bundle.js';

const client = "import { createAnalytics } from './js-glue/client/index.js';";
const plan = "import plan from './dist/plans/second.js';";

/**
 * Bytes after brotli 11: what one initial TCP window carries, and what the JavaScript build may take. ARCHITECTURE.md says
 * where they go. A ceiling above its bar says that the bar is open: nothing may grow until it is met.
 */
const bars = {
  'browser entry with the Second plan': { bar: 14_600, ceiling: 14_880, aim: 11_000 },
  'browser entry without a plan': { bar: 12_500, ceiling: 12_930, aim: 9_500 },
  'JavaScript build, loaded where wasm is forbidden': { bar: 16_000, ceiling: 16_000, aim: 16_000 },
};

async function measure() {
  return {
    'browser entry with the Second plan': sizesOf(
      await bundle(`${client}${plan} createAnalytics({ plan });`),
    ),
    'browser entry without a plan': sizesOf(
      await bundle(`${client} createAnalytics({ plan: globalThis.plan });`),
    ),
    'JavaScript build, loaded where wasm is forbidden': sizesOf(
      readFileSync(new URL('../../dist/capture-fallback.js', import.meta.url)),
    ),
    'of that: capture.wasm': sizesOf(
      readFileSync(new URL('../../dist/capture.wasm', import.meta.url)),
    ),
    'of that: client and glue': sizesOf(
      await bundle(`${client} createAnalytics({ plan: globalThis.plan });`, [
        '*/capture-binary.js',
      ]),
    ),
    'of that: the Second plan': sizesOf(
      readFileSync(new URL('../../dist/plans/second.js', import.meta.url)),
    ),
  };
}

describe('size on the wire', () => {
  /** @type {Record<string, ReturnType<typeof sizesOf>>} */
  let sizes;

  before(async () => {
    sizes = await measure();
    console.table(sizes);
  });

  for (const [what, { bar, ceiling, aim }] of Object.entries(bars)) {
    const open = ceiling > bar ? `, bar ${bar} open` : '';
    it(`${what}: at most ${ceiling} bytes (aim ${aim}${open})`, () => {
      assert.ok(sizes[what].brotli <= ceiling, `${sizes[what].brotli} bytes, ceiling ${ceiling}`);
    });
  }
});
