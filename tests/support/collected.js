/** What the endpoint hands on to a receiver of analytics.v2, by the shipped plan. */
import { readFileSync } from 'node:fs';
import { createCore } from '../../js-glue/core/index.js';
import { resolveInstallation } from '../../js-glue/server/installation.js';

export const source = JSON.parse(
  readFileSync(new URL('../../src/plans/analytics-v2.json', import.meta.url), 'utf8'),
);

export const installation = resolveInstallation({
  installationId: 'fa48cb3eb05112885593d522',
  instanceId: '76543210fedcba9876543210',
  deploymentMode: 'docker',
  commitHash: 'deadbeef',
  appVersion: '1.2.3',
  platform: 'linux',
});

/** @typedef {{event: string, properties?: object, uuid?: string, occurredAt?: number}} Given */

const core = createCore();
core.open(source);

/**
 * @param {...Given} events
 * @returns {string[]} a line for each that is taken
 */
export function linesOf(...events) {
  const context = { mode: 'anonymized', format: 'collect', installation };
  const verified = core.verify(
    /** @type {import('../../js-glue/core/types.js').VerifyContext} */ (context),
    JSON.stringify({ batch: events }),
  );
  if (!verified.ok) throw new Error(verified.reason);
  return verified.lines;
}

/**
 * @param {string} event
 * @param {object} properties
 * @returns {any} what leaves, beside the mark of the mode
 */
export function leaves(event, properties) {
  const [line] = linesOf({ event, properties });
  const { anonymized, ...told } = JSON.parse(line).properties;
  if (anonymized !== true) throw new Error('not anonymized');
  return told;
}
