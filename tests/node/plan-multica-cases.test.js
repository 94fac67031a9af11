/** What the earlier system was observed to make of paths, lengths, labels and destinations, case by case, by the Multica plan. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { modelOf } from '../../js-glue/cli/plan-model.js';
import { createCore } from '../../js-glue/core/index.js';

const source = readFileSync(new URL('../../src/plans/multica.json', import.meta.url), 'utf8');

const uuid = '8d5c1a2b-0035-4c62-9f14-1ad4215736a5';
const issue = '/:workspace/issues/:issue';
const slug = '; the earlier path named the workspace';
const id = '; the earlier path named workspace and issue';

/** Case, path, what leaves, and what is different. @type {[string, string, string, string?][]} */
const paths = [
  ['M-001', `/acme/issues/${uuid}`, issue, slug],
  ['M-002', '/acme/issues/MUL-123', issue, slug],
  ['M-003', `/invite/${uuid}`, '/invite/:invitation', '; a placeholder says that there was an id'],
  ['M-004', '/acme/issues?status=open&view=board', '/:workspace/issues', slug],
  ['M-005', '/acme/issues#section', '/:workspace/issues', slug],
  ['M-006', '/acme/settings/members', '/:workspace/settings/members', slug],
  ['M-007', '/team-1/issues/MUL-9', issue, slug],
  ['M-008', '/login', '/login'],
  ['M-009', '/', '/'],
  ['M-141', '', '/', '; the earlier path stayed empty'],
  ['M-142', '/', '/'],
  ['M-143', '//', '/'],
  ['M-144', 'acme/issues', '/:workspace/issues', slug],
  ['M-145', '/acme/issues', '/:workspace/issues', slug],
  ['M-148', `/acme/issues/${uuid.toUpperCase()}`, issue, slug],
  ['M-149', `/acme/issues/${uuid.replaceAll('-', '')}`, issue, id],
  ['M-150', '/acme/issues/MUL-123', issue, slug],
  ['M-151', '/acme/issues/mul-123', issue, id],
  ['M-152', '/acme/issues/M2-1', issue, slug],
  ['M-153', '/acme/issues/M_2-1', issue, id],
  ['M-154', '/acme/issues/2M-1', issue, id],
  ['M-159', `/${uuid}`, '/:unmatched-1', '; the earlier path named what stood first'],
  ['M-160', '/team-1/issues/MUL-9', issue, slug],
  ['M-162', '/acme/issues?status=open&view=board', '/:workspace/issues', slug],
  ['M-166', '?a=b', '/'],
  ['M-168', '/acme/settings/members', '/:workspace/settings/members', slug],
  [
    'M-169',
    '/acme/chat/12345',
    '/:workspace/chat/:chatSession',
    '; the earlier path named the chat',
  ],
  [
    'M-171',
    'https://app.test/acme/issues/MUL-1',
    '/:unmatched-5to8',
    '; an address is no path, and nothing of it leaves',
  ],
];

/** Case, bytes of feedback, and their class. @type {[string, number, string][]} */
const lengths = [
  ['M-118', 0, '0-100'],
  ['M-119', 99, '0-100'],
  ['M-120', 100, '100-500'],
  ['M-121', 499, '100-500'],
  ['M-122', 500, '500-2000'],
  ['M-123', 1999, '500-2000'],
  ['M-124', 2000, '2000+'],
];

/** Case, event, property, what is given, what leaves, and what is different. @type {[string, string, string, string, string | undefined, string?][]} */
const labels = [
  ['M-094', 'download_initiated', 'platform', 'iphone-internal-build-9', 'unknown'],
  ['M-095', 'feedback_submitted', 'client_platform', 'web', 'web'],
  ['M-100', 'onboarding_completed', 'completion_path', 'ab-experiment-123', 'unknown'],
  [
    'M-102',
    'autopilot_run_started',
    'trigger_source',
    'future_kind',
    undefined,
    '; the earlier label was "unknown"',
  ],
  ['M-115', 'feedback_submitted', 'kind', 'rant', 'other'],
  ['M-116', 'contact_sales_submitted', 'form_source', 'homepage_modal', 'other'],
];

/** Case, event, and whether it is counted instead of sent. @type {[string, string, boolean][]} */
const destinations = [
  ['M-077', 'runtime_registered', true],
  ['M-078', 'runtime_ready', true],
  ['M-079', 'runtime_failed', true],
  ['M-080', 'runtime_offline', true],
  ['M-081', 'autopilot_run_started', true],
  ['M-082', 'autopilot_run_completed', true],
  ['M-083', 'autopilot_run_failed', true],
  ['M-084', 'signup', false],
  ['M-085', 'workspace_created', false],
  ['M-086', 'issue_created', false],
  ['M-087', 'issue_executed', false],
  ['M-088', 'chat_message_sent', false],
  ['M-089', 'agent_created', false],
  ['M-090', 'autopilot_created', false],
];

describe('observed cases: the Multica plan', () => {
  const core = createCore();
  core.open(source);
  const events = new Map(modelOf(JSON.parse(source)).events.map((event) => [event.name, event]));
  /** @type {(event: string, properties: object) => any} */
  const leaves = (event, properties) =>
    core.explain(JSON.stringify({ event, properties }), 'anonymized').event?.properties;

  for (const [number, path, shape, difference = ''] of paths) {
    it(`${number}, M1: the path "${path}" is ${shape}${difference}`, () => {
      assert.equal(core.route(path).route_shape, shape);
    });
  }

  for (const [number, bytes, label] of lengths) {
    it(`${number}, M85: feedback of ${bytes} bytes is ${label}`, () => {
      const given = { message_length_bucket: bytes, message: 'never' };
      const { message_length_bucket: bucket, message } = leaves('feedback_submitted', given);
      assert.deepEqual([bucket, message], [label, undefined]);
    });
  }

  for (const [number, event, property, given, label, difference = ''] of labels) {
    it(`${number}, M68: ${property} "${given}" is ${label ?? 'left out'}${difference}`, () => {
      assert.equal(leaves(event, { [property]: given })[property], label);
    });
  }

  for (const [number, event, isCounted] of destinations) {
    it(`${number}, M6, M7: ${event} is ${isCounted ? 'counted' : 'sent'}`, () => {
      assert.equal(events.get(event)?.destination, isCounted ? 'metrics' : 'posthog');
    });
  }
});
