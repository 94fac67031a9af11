/**
 * Prints the titles of all tests as JSON, as mocha registers them: tables of titles are written out, and nothing that only
 * looks like a title is one. Runs no test. A process of its own, because files register their tests once.
 */
import { join } from 'node:path';
import Mocha from 'mocha';
import { listFiles } from '../../.ci/files.mjs';
import { root } from '../../.ci/process.mjs';

/** The same test in three browsers is one, also where not all of them are installed. */
const browserSuite = /^in (?:Chromium|Firefox|WebKit)\b/;

/** @param {Mocha.Test} test @returns {{file: string, title: string}} */
function described(test) {
  const path = test.titlePath();
  const suites = path.slice(0, -1).filter((title) => !browserSuite.test(title));
  const file = String(test.file).slice(root.length + 1);
  return { file, title: [...suites, path[path.length - 1]].join(' › ') };
}

/** @param {Mocha.Suite} suite @returns {Mocha.Test[]} */
const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];

const mocha = new Mocha();
for (const file of listFiles(['tests'], /\.test\.js$/)) mocha.addFile(join(root, file));
await mocha.loadFilesAsync();
const titles = testsOf(mocha.suite).map(described);
process.stdout.write(JSON.stringify(titles), () => process.exit());
