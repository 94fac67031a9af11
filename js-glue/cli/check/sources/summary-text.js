/** What was read of the sources, and what was not. */

/**
 * @param {import('./findings.js').SourceSummary} summary
 * @returns {string}
 */
export const sourcesText = ({ files, calls, dynamicNames, dynamicKeys, unread }) =>
  [
    `${calls} calls in ${files} files`,
    `${dynamicNames} with a name that is put together at run time, which nobody can check`,
    `${dynamicKeys} with properties that stand elsewhere`,
    `${unread} outside of scripts, which are not read`,
  ]
    .map((line) => `${line}\n`)
    .join('');
