import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Files in a folder of their own, which is there until `remove`.
 * @param {Record<string, string>} files texts by path
 */
export function temporaryFiles(files) {
  const folder = mkdtempSync(join(tmpdir(), 'second-analytics-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
