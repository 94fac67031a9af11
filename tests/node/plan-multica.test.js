import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createCore } from '../../js-glue/core/index.js';
import { modelOf } from '../../js-glue/cli/plan-model.js';

const source = JSON.parse(
  readFileSync(new URL('../../src/plans/multica.json', import.meta.url), 'utf8'),
);
const model = modelOf(source);

/** M34-M39, beside what the code sends and the document forgot: invitations, backfills, crashes. */
const taxonomy = {
  core_loop: `workspace_created agent_created issue_created chat_message_sent issue_executed autopilot_created squad_created
    team_invite_sent team_invite_accepted`,
  onboarding_support: `onboarding_started onboarding_questionnaire_submitted onboarding_completed onboarding_runtime_path_selected
    onboarding_runtime_detected`,
  acquisition: `signup download_intent_expressed download_page_viewed download_initiated cloud_waitlist_joined
    contact_sales_submitted`,
  ops_feedback: `feedback_opened feedback_submitted source_backfill_shown source_backfill_submitted source_backfill_skipped
    source_backfill_dismissed`,
  system: '$pageview $set $exception client_crash client_unresponsive',
  operational: `runtime_registered runtime_ready runtime_failed runtime_offline autopilot_run_started autopilot_run_completed
    autopilot_run_failed`,
};

/** What the call sites of the earlier system give, and what of it leaves anonymized where that is not the same. @type {[string, string, object, object?][]} */
const contracts = [
  [
    'M28, M57',
    'signup',
    { email_domain: 'x.org', signup_source: '{}', auth_method: 'google', email: 'a@x.org' },
    { auth_method: 'google' },
  ],
  ['M58', 'workspace_created', { workspace_id: 'w1', is_first: true }, {}],
  [
    'M59',
    'runtime_registered',
    {
      runtime_id: 'r',
      daemon_id: 'd',
      runtime_mode: 'local',
      provider: 'codex',
      runtime_version: '1.2.3',
      cli_version: 'v2',
    },
    { runtime_mode: 'local', provider: 'codex', runtime_version: '1.2.3', cli_version: 'v2' },
  ],
  ['M54, M60, M-075', 'runtime_ready', { ready_duration_ms: 123 }],
  ['M54, M55, M-074', 'runtime_ready', { ready_duration_ms: 0 }, {}],
  [
    'M53, M61',
    'runtime_failed',
    { failure_reason: 'runtime_offline', error_type: 'configuration', recoverable: true },
  ],
  [
    'M63',
    'issue_created',
    { issue_id: 'i', agent_id: 'a', source: 'autopilot' },
    { source: 'autopilot' },
  ],
  [
    'M64',
    'chat_message_sent',
    { chat_session_id: 'c', source: 'chat', message: 'hello' },
    { source: 'chat' },
  ],
  ['M48', 'issue_created', { source: 'landing_hero' }, {}],
  ['M49', 'agent_created', { runtime_mode: 'cloud' }],
  ['M49', 'agent_created', { runtime_mode: 'of tomorrow' }, {}],
  ['M50', 'agent_created', { provider: 'of tomorrow' }, { provider: 'other' }],
  ['M62', 'runtime_offline', { runtime_id: 'r', provider: 'codex' }, { provider: 'codex' }],
  [
    'M55, M69, M-076',
    'autopilot_run_failed',
    {
      trigger_source: 'webhook',
      autopilot_id: 'p',
      duration_ms: 5,
      error_type: 'else',
      will_retry: false,
      recoverable: true,
    },
    { trigger_source: 'webhook', duration_ms: 5, error_type: 'other', will_retry: false },
  ],
  [
    'M76',
    'onboarding_started',
    { source: 'onboarding', workspace_id: 'w' },
    { source: 'onboarding' },
  ],
  [
    'M70',
    'issue_executed',
    {
      task_duration_ms: 0,
      duration_ms: 10,
      runtime_mode: 'cloud',
      provider: 'claude',
      source: 'api',
    },
  ],
  ['M72', 'issue_executed', { issue_number: 12 }, {}],
  [
    'M74',
    'team_invite_sent',
    { invited_email_domain: 'x.org', invite_method: 'email' },
    { invite_method: 'email' },
  ],
  ['M75', 'team_invite_accepted', { days_since_invite: 3 }],
  [
    'M77',
    'onboarding_questionnaire_submitted',
    {
      role: 'founder',
      use_case: 'gardening',
      team_size: '2-5',
      sources: ['friend', 'my aunt'],
      role_has_other: false,
    },
    {
      role: 'founder',
      use_case: 'other',
      team_size: '2-5',
      sources: ['friend', 'other'],
      role_has_other: false,
    },
  ],
  [
    'M80',
    'agent_created',
    { template: 'issue_agent', is_first_agent_in_workspace: true, provider: 'cursor' },
  ],
  [
    'M81',
    'onboarding_completed',
    { completion_path: 'full', joined_cloud_waitlist: false, onboarded_at: '2026-06-17T10:00:00Z' },
    { completion_path: 'full', joined_cloud_waitlist: false },
  ],
  ['M83', 'cloud_waitlist_joined', { has_reason: true, reason: 'because' }, { has_reason: true }],
  [
    'M84',
    'contact_sales_submitted',
    { company_size: '51-200', has_goals: true, goals: 'secret' },
    { company_size: '51-200', has_goals: true },
  ],
  [
    'M89',
    'onboarding_runtime_path_selected',
    { path: 'cli', is_mac: true, step: 'step3', source: 'onboarding' },
  ],
  [
    'M91',
    'onboarding_runtime_detected',
    { outcome: 'found', runtime_count: 2, providers: ['claude', 'codex'], detect_ms: 812.4 },
    { outcome: 'found', runtime_count: 2, providers: ['claude', 'codex'], detect_ms: 812 },
  ],
  [
    'M94',
    'download_intent_expressed',
    { placement: 'landing_hero', platform_preference: 'desktop' },
  ],
  [
    'M95',
    'download_page_viewed',
    { detected_os: 'beos', detect_confident: false, first_detected_os: 'linux' },
    { detected_os: 'unknown', detect_confident: false, first_detected_os: 'linux' },
  ],
  [
    'M97',
    'download_initiated',
    { platform: 'linux', arch: 'x64', format: 'deb', version: '0.3.1', primary_cta: true },
  ],
  ['M98', 'feedback_opened', { opened_from: 'help_menu' }],
  [
    'M109',
    '$exception',
    { error_code: 'TypeError', error_message: 'Bad email bob@corp.com' },
    { error_code: 'TypeError' },
  ],
  [
    'M112',
    'client_unresponsive',
    { duration_ms: 2400, pathname: '/acme/issues/1' },
    { duration_ms: '2-5s' },
  ],
];

/** What is one section, whatever issue is looked at. */
const sections = [
  ['M1', '/acme/issues/MUL-123', 'issues', '/:workspace/issues/:issue'],
  ['M1', '/acme/settings/members', 'settings', '/:workspace/settings/members'],
  ['M1, M4', '/login?code=SECRET&state=x', 'login', '/login'],
  ['M1', '/', 'landing', '/'],
];

describe('the Multica plan', () => {
  const core = createCore();
  core.open(source);
  /** @type {(event: string, properties: object, mode?: 'anonymized' | 'identified') => any} */
  const leaves = (event, properties, mode = 'anonymized') =>
    core.explain(JSON.stringify({ event, properties }), mode).event?.properties;
  const standing = { anonymized: true, event_schema_version: 2, is_demo: false };

  it('has each event in one category (M34-M40)', () => {
    /** @type {Record<string, string[]>} */
    const found = {};
    for (const { name, category } of model.events) (found[category] ??= []).push(name);
    const expected = Object.entries(taxonomy).map(([name, list]) => [name, list.split(/\s+/)]);
    assert.deepEqual(found, Object.fromEntries(expected));
  });

  it('sends nothing operational on (M6, M7)', () => {
    for (const { destination, category } of model.events) {
      assert.equal(destination, category === 'operational' ? 'metrics' : 'posthog');
    }
  });

  it('has no event of a task (M8)', () => {
    assert.equal(leaves('agent_task_completed', { duration_ms: 5 }), undefined);
    assert.ok(!model.events.some(({ name }) => name.startsWith('agent_task')));
  });

  it('knows three environments (M41)', () => {
    for (const environment of ['production', 'staging', 'dev']) {
      assert.equal(leaves('issue_created', { environment }).environment, environment);
    }
    assert.equal(leaves('issue_created', { environment: 'qa-of-ann' }).environment, undefined);
  });

  it('names agents, tasks, issues, chats and runs in identified mode alone (M45-M47)', () => {
    const ids = {
      agent_id: 'a',
      task_id: 't',
      issue_id: 'i',
      chat_session_id: 'c',
      autopilot_run_id: 'r',
    };
    const { anonymized, ...known } = leaves('issue_executed', ids, 'identified');
    assert.equal(anonymized, false);
    assert.deepEqual(known, { ...ids, event_schema_version: 2, is_demo: false });
    assert.deepEqual(leaves('issue_executed', ids), standing);
  });

  it('puts version and demonstration on every event (M42, M51)', () => {
    assert.deepEqual(leaves('workspace_created', {}), standing);
  });

  for (const [row, event, given, expected = given] of contracts) {
    it(`${row}: ${event} of ${JSON.stringify(given)}`, () => {
      assert.deepEqual(leaves(event, given), { ...expected, ...standing });
    });
  }

  for (const [row, path, surface, shape] of sections) {
    it(`${row}: ${path} is ${surface}`, () => {
      const page = core.route(path);
      assert.deepEqual([page.surface, page.route_shape], [surface, shape]);
    });
  }

  it('names domains and ids in identified mode alone (M25, M27, M28, M43, M44)', () => {
    const given = { user_id: 'u', workspace_id: 'w', email_domain: 'x.org', email: 'a@x.org' };
    const { anonymized, ...known } = leaves('signup', given, 'identified');
    assert.equal(anonymized, false);
    assert.deepEqual(known, { ...given, event_schema_version: 2, is_demo: false });
    assert.deepEqual(leaves('signup', given), standing);
  });

  it('says of the person what can change, and once what cannot (M29-M32, M78, M82, M90, M92, M96)', () => {
    assert.deepEqual(model.person, {
      set: [
        'role',
        'use_case',
        'team_size',
        'platform_preference',
        'has_any_cli',
        'detected_cli_count',
      ],
      set_once: [
        'email',
        'signup_source',
        'onboarded_at',
        'first_detected_os',
        'first_detected_arch',
      ],
    });
  });
});
