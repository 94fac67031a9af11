// What applications have to satisfy, as types: their code compiles with each of these, or it breaks a promise of an earlier system.
// A comment that begins with numbers says which (docs/requirements-coverage.md).
import { createAnalytics } from 'second-analytics';
import {
  configFromEnv,
  createAnalyticsHandler,
  hashSession,
  type AuthenticatedSession,
} from 'second-analytics/server';
import { createTelemetry } from 'second-analytics/telemetry';
import analyticsV2 from 'second-analytics/plans/analytics-v2';
import multica from 'second-analytics/plans/multica';
import second from 'second-analytics/plans/second';

/* The person of a request, as the application tells the endpoint. */

// S1: the application says whether onboarding is finished, by yes or no
const session: AuthenticatedSession = {
  user: { id: 'u1', email: 'ada@example.org', name: 'Ada' },
  onboarded: true,
  workspaces: [{ id: 'acme', role: 'owner' }],
};
// @ts-expect-error TS2322: nothing between
const halfway: AuthenticatedSession = { ...session, onboarded: 'yes' };
// @ts-expect-error TS2741: nobody without workspaces
const homeless: AuthenticatedSession = { user: null };

// S36: what a person chose is handed on as it is stored, whatever that is
const chosen: AuthenticatedSession = { ...session, settings: { anonymizeUsageData: 'false' } };

// S61-S64: a launcher hands its environment and its arguments on
const { disabled }: { disabled: boolean } = configFromEnv(process.env, process.argv);
// @ts-expect-error TS2345: one text is no list of arguments
configFromEnv(process.env, '--disable-telemetry');

void [halfway, homeless, chosen, disabled];

/* The events of Second. */

const app = createAnalytics({ plan: second });

// S16: its names, and none that is misspelt
app.capture('import existing app triggered');
// @ts-expect-error TS2345: misspelt
app.capture('app import complete');

// S22: builds in counts and outcomes
app.capture('build completed', { message_count: 12, tool_call_count: 3, file_count: 2 });
// @ts-expect-error TS2353: not the messages themselves
app.capture('build completed', { messages: ['Build me a CRM'] });

/* The events of Multica. */

const { capture } = createAnalytics({ plan: multica });

// M57: an account, with the domain in place of the address
capture('signup', { email_domain: 'example.org', auth_method: 'google' });
// @ts-expect-error TS2322: two ways to sign up
capture('signup', { auth_method: 'github' });

// M58: a workspace, and not whether it is the first
capture('workspace_created');
// @ts-expect-error TS2353: undeclared
capture('workspace_created', { is_first: true });

// M59: a runtime, by its kind and its versions
capture('runtime_registered', { runtime_mode: 'local', provider: 'codex', cli_version: 'v2' });
// @ts-expect-error TS2322: a version is a text
capture('runtime_registered', { runtime_version: 2 });

// M54, M60: the time until it was ready, where that was measured
capture('runtime_ready', { ready_duration_ms: 123 });
// @ts-expect-error TS2322: no text
capture('runtime_ready', { ready_duration_ms: '123 ms' });

// M53, M61: why it failed, and whether it can recover
capture('runtime_failed', { failure_reason: 'runtime_offline', recoverable: true });
// @ts-expect-error TS2322: yes or no
capture('runtime_failed', { recoverable: 'perhaps' });

// M62: that it went away says no reason
capture('runtime_offline', { runtime_mode: 'local', provider: 'codex' });
// @ts-expect-error TS2353: undeclared
capture('runtime_offline', { failure_reason: 'network' });

// M48, M63: an issue has one of five sources
capture('issue_created', { source: 'manual', issue_id: 'MUL-1' });
// @ts-expect-error TS2322: a place of the page is no source
capture('issue_created', { source: 'landing_hero' });

// M64: a message, without its text
capture('chat_message_sent', { source: 'chat', chat_session_id: 'c1' });
// @ts-expect-error TS2353: undeclared
capture('chat_message_sent', { message: 'hello' });

// M52, M69: how a run ended
capture('autopilot_run_completed', { trigger_source: 'schedule', duration_ms: 5000 });
capture('autopilot_run_failed', {
  trigger_source: 'webhook',
  failure_reason: 'timeout',
  error_type: 'dispatch_error',
  will_retry: false,
});
// @ts-expect-error TS2322: one of four
capture('autopilot_run_started', { trigger_source: 'cron' });
// @ts-expect-error TS2353: of runtimes alone
capture('autopilot_run_failed', { recoverable: true });

// M70, M72: an issue that was carried out, and not which one of how many
capture('issue_executed', { source: 'api', task_duration_ms: 0, runtime_mode: 'cloud' });
// @ts-expect-error TS2353: undeclared
capture('issue_executed', { issue_number: 12 });

// M74: whom somebody invited, by the domain
capture('team_invite_sent', { invited_email_domain: 'example.org', invite_method: 'email' });
// @ts-expect-error TS2322: by e-mail alone
capture('team_invite_sent', { invite_method: 'link' });

// M75: whole days between invitation and answer
capture('team_invite_accepted', { days_since_invite: 3 });
// @ts-expect-error TS2322: a count
capture('team_invite_accepted', { days_since_invite: 'three' });

// M76: where onboarding began
capture('onboarding_started', { source: 'onboarding' });

// M77: answers of the questionnaire from its lists, and whether there were others
capture('onboarding_questionnaire_submitted', {
  role: 'founder',
  team_size: '2-5',
  sources: ['friend', 'search'],
  role_has_other: false,
});
// @ts-expect-error TS2322: a size of the list
capture('onboarding_questionnaire_submitted', { team_size: 'a few' });

// M80: an agent, and whether it is the first
capture('agent_created', { provider: 'cursor', is_first_agent_in_workspace: true });
// @ts-expect-error TS2322: yes or no
capture('agent_created', { is_first_agent_in_workspace: 1 });

// M81, M82: how onboarding was completed, and when
capture('onboarding_completed', { completion_path: 'full', onboarded_at: '2026-06-17T10:00:00Z' });
// @ts-expect-error TS2322: as RFC 3339
capture('onboarding_completed', { onboarded_at: new Date(0) });

// M83: that there was a reason, never which
capture('cloud_waitlist_joined', { has_reason: true });
// @ts-expect-error TS2353: undeclared
capture('cloud_waitlist_joined', { reason: 'because' });

// M84: the class of a company, and no text
capture('contact_sales_submitted', { company_size: '51-200', has_goals: true });
// @ts-expect-error TS2353: undeclared
capture('contact_sales_submitted', { goals: 'to grow' });

// M85: the length of feedback, and no text
capture('feedback_submitted', { message_length_bucket: 120, has_images: false });
// @ts-expect-error TS2353: undeclared
capture('feedback_submitted', { message: 'It broke' });

// M89, M90: how agents are to run, which is said of the person, too
capture('onboarding_runtime_path_selected', { path: 'cli', platform_preference: 'web' });
// @ts-expect-error TS2322: one of three
capture('onboarding_runtime_path_selected', { path: 'docker' });

// M91, M92: which command lines were found
capture('onboarding_runtime_detected', {
  outcome: 'found',
  runtime_count: 2,
  providers: ['claude', 'codex'],
  detected_cli_count: 2,
});
// @ts-expect-error TS2322: found or empty
capture('onboarding_runtime_detected', { outcome: 'timeout' });

// M94: where a download was asked for
capture('download_intent_expressed', { placement: 'welcome', platform_preference: 'desktop' });
// @ts-expect-error TS2322: one of five
capture('download_intent_expressed', { placement: 'footer' });

// M95, M96: which system a page of downloads found, and found first
capture('download_page_viewed', { detected_os: 'linux', first_detected_os: 'linux' });
// @ts-expect-error TS2322: yes or no
capture('download_page_viewed', { detect_confident: 'mostly' });

// M97: what was downloaded
capture('download_initiated', { platform: 'linux', arch: 'x64', format: 'deb', version: '1.2.3' });
// @ts-expect-error TS2322: one of six
capture('download_initiated', { format: 'tar' });

// M98: where feedback was opened from
capture('feedback_opened', { opened_from: 'help_menu' });
// @ts-expect-error TS2322: from there alone
capture('feedback_opened', { opened_from: 'footer' });

// M31, M78: facts about the person, from their lists
capture('$set', { role: 'founder', team_size: '2-5', platform_preference: 'web' });
// @ts-expect-error TS2353: no e-mail among them
capture('$set', { email: 'ada@example.org' });

/* What an installation tells a receiver of analytics.v2. */

const installed = createAnalytics({ plan: analyticsV2 });
const { featureUsed, errorOccurred } = createTelemetry(installed);

// V21: module router is the judge, the decision and the fallback of the router
featureUsed({ module: 'router', executionKind: 'router_judge', phase: 'judge' });
// @ts-expect-error TS2322: a request to a provider is no module
featureUsed({ module: 'provider' });

// V22, V42: a loop that others use again says on whose behalf it ran
featureUsed({ module: 'session', ownerModule: 'always_on', executionKind: 'always_on' });
// @ts-expect-error TS2322: a user is no module
featureUsed({ module: 'session', ownerModule: 'ada' });

// V40: a request to a model has a stage of its own, told when it is really sent
featureUsed({ module: 'session', loopStage: 'model_request', provider: 'openai' });
// @ts-expect-error TS2322: not when it was asked for
featureUsed({ module: 'session', loopStage: 'submit' });

// V41, V55: an ordinary chat, by three members
featureUsed({ module: 'session', ownerModule: 'session', executionKind: 'user_session' });
// @ts-expect-error TS2322: none of the kinds
featureUsed({ module: 'session', executionKind: 'chat' });

// V54, V56: there is no use without a module, and it ends in one of five ways
featureUsed({ module: 'memory', loopStage: 'loop_end', outcome: 'aborted' });
// @ts-expect-error TS2345: whose it was is always said
featureUsed({ outcome: 'success' });
// @ts-expect-error TS2322: outside of the list
featureUsed({ module: 'memory', outcome: 'executed' });
// @ts-expect-error TS2345: nor an error without one
errorOccurred({ error: new Error() });

// V57: a session is named by the hash that the package makes
const named: Promise<string | undefined> = hashSession('0123456789abcdef', 'tui:default');
// @ts-expect-error TS2554: and never without the installation
void hashSession('tui:default');

// V52, V53: who counts installations and instances finds both on every event
createAnalyticsHandler({
  plan: analyticsV2,
  authenticate: () => null,
  collect: {
    url: 'https://collect.example/collect',
    // @ts-expect-error TS2739: without them there is no installation
    installation: {
      deploymentMode: 'source',
      commitHash: 'unknown',
      appVersion: '1',
      platform: 'x',
    },
  },
});

void named;
