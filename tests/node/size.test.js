import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bundle, sizesOf } from '../support/bundle.js';

const client = "import { createAnalytics } from './js-glue/client/index.js';";
const plan = "import plan from './dist/plans/second.js';";

/**
 * Bytes after brotli 11. The bar is what one initial TCP window carries, and what the JavaScript build may take. A limit above
 * its bar is the size of today, so that it can only shrink: ARCHITECTURE.md says where the rest goes.
 */
const limits = {
  'browser entry with the Second plan': { limit: 17_580, bar: 14_600, aim: 11_000 },
  'browser entry without a plan': { limit: 15_750, bar: 12_500, aim: 9_500 },
  'JavaScript build, loaded where wasm is forbidden': { limit: 16_000, bar: 16_000, aim: 16_000 },
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

  for (const [what, { limit, bar, aim }] of Object.entries(limits)) {
    const open = limit > bar ? `, the bar of ${bar} is open` : '';
    it(`${what}: at most ${limit} bytes (aim ${aim}${open})`, () => {
      assert.ok(sizes[what].brotli <= limit, `${sizes[what].brotli} bytes, limit ${limit}`);
    });
  }
});
