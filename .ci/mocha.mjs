/**
 * Runs test files with mocha and writes the counts to a file, so that nobody has to read them off the screen:
 * `node .ci/mocha.mjs <counts.json> <pattern or -> <file …>`.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const testTimeoutMs = 60_000;
/** A run that is over and still alive has left a server, a timer or a browser behind. */
const exitGraceMs = 10_000;

/**
 * @param {string} countsPath
 * @param {string} pattern only tests whose title contains it; `-` for all
 * @param {string[]} files
 */
async function runFiles(countsPath, pattern, files) {
  const mocha = new Mocha({ timeout: testTimeoutMs, reporter: 'spec', forbidOnly: true });
  if (pattern !== '-') mocha.fgrep(pattern);
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  /** @type {string[]} */
  const skipped = [];
  const runner = mocha.run((failures) => {
    const { passes, pending } = runner.stats ?? { passes: 0, pending: 0 };
    const counts = { passed: passes, failed: failures, skipped: pending, names: skipped };
    writeFileSync(countsPath, JSON.stringify(counts));
    process.exitCode = failures > 0 ? 1 : 0;
    endLingering();
  });
  runner.on('pending', (test) => skipped.push(test.fullTitle()));
}

function endLingering() {
  const timer = setTimeout(() => {
    const kinds = process.getActiveResourcesInfo().join(', ');
    process.stdout.write(`the tests left something running, among: ${kinds}\n`);
    process.exit(1);
  }, exitGraceMs);
  timer.unref();
}

const [countsPath, pattern, ...files] = process.argv.slice(2);
await runFiles(countsPath, pattern, files);
