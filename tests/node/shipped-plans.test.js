import assert from 'node:assert/strict';
import { readPlan, shippedPlans } from '../../js-glue/cli/plan.js';
import { runCommand } from '../support/command.js';

/**
 * What a reviewer was asked about each, and let pass: spans and counts that differ a lot, and names that are said by PostHog,
 * by analytics.v2, or by a closed list.
 * @type {Record<string, {wide: string[], named: string[]}>}
 */
const reviewed = {
  agnes: {
    wide: [
      ...['duration_ms', '$exception_column', '$ai_latency', '$ai_input_tokens'],
      ...['$ai_output_tokens', '$ai_cache_read_input_tokens', '$ai_cache_creation_input_tokens'],
    ],
    named: [
      ...['path', '$ai_trace_id', '$ai_parent_id', '$ai_span_id', '$ai_is_error', '$ai_error'],
      ...['$feature_flag_response', '$feature_flag_error'],
    ],
  },
  'analytics-v2': {
    wide: ['durationMs', 'inputTokens', 'outputTokens'],
    named: ['sessionId', 'toolName', 'providerBaseUrl'],
  },
  multica: {
    wide: ['duration_ms', 'task_duration_ms', 'ready_duration_ms'],
    named: ['completion_path', 'path'],
  },
  second: { wide: ['duration_ms'], named: [] },
};

describe('the shipped plans', () => {
  it('are those of four systems', () => {
    assert.deepEqual(shippedPlans, Object.keys(reviewed));
  });

  for (const plan of shippedPlans) {
    it(`${plan}: check finds no error, and asks what was answered`, () => {
      const { status, stdout, stderr } = runCommand(['check', '--plan', plan, '--json']);
      const { entropy, errors, warnings } = JSON.parse(stdout);
      assert.equal(status, 0, stderr);
      assert.deepEqual(errors, []);
      /** @param {string} rule */
      const asked = (rule) =>
        warnings
          .filter((/** @type {any} */ warning) => warning.rule === rule)
          .map((/** @type {any} */ { pointer }) => pointer.slice(pointer.lastIndexOf('/') + 1));
      const { wide, named } = reviewed[plan];
      assert.deepEqual(asked('wide-range'), wide);
      assert.deepEqual(asked('identifying-name'), named);
      assert.equal(warnings.length, wide.length + named.length, 'and nothing else');
      assert.ok(entropy.ambient <= JSON.parse(readPlan(plan)).entropy_budget_bits);
    });

    it(`${plan}: docs says when each event is sent, and what it means`, () => {
      const { status, stdout, stderr } = runCommand(['docs', '--plan', plan]);
      const { events } = JSON.parse(readPlan(plan));
      assert.equal(status, 0, stderr);
      for (const [name, { description }] of Object.entries(events)) {
        assert.ok(stdout.includes(`\n### ${name}\n\n${description}\n`), name);
      }
    });

    it(`${plan}: types declares each event`, () => {
      const { status, stdout, stderr } = runCommand(['types', '--plan', plan]);
      const { events } = JSON.parse(readPlan(plan));
      assert.equal(status, 0, stderr);
      const declared = stdout.slice(stdout.indexOf('export interface Events {'));
      const names = [...declared.matchAll(/^ {2}'?([\w$ ]+)'?: /gm)].map(([, name]) => name);
      assert.deepEqual(names, Object.keys(events));
    });
  }
});
