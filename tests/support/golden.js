/** Files that hold what a command has to say, byte for byte; `UPDATE_GOLDEN=1` writes them anew, to be read before they are committed. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../golden', import.meta.url));

/**
 * @param {string} name of a file of tests/golden
 * @param {string} text that was made
 */
export function assertGolden(name, text) {
  const path = `${folder}/${name}`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
  assert.equal(text, readFileSync(path, 'utf8'));
}
