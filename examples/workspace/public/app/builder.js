/** The simulated builder: a plan to approve, a build that ends well or badly, agents to approve. */
import { AGENTS, PLAN_FEATURES } from './content.js';
import { chatSummary } from './model.js';
import { RUNTIME, textProperties } from './telemetry.js';

/** @typedef {import('./model.js').App} App */
/** @typedef {'workspace_home' | 'app_chat'} Source */
/** @typedef {ReturnType<typeof createBuilder>} Builder */

export const STEPS = ['Reading the request', 'Writing files', 'Checking the result'];
const STEP_MS = 450;

const PLAN_OVERVIEW = 'A small internal tool with a list, a detail page and a weekly summary.';
/** As error messages are: it quotes whatever it met. */
const ERROR_TEXT =
  'ETIMEDOUT: psql://ada:hunter2@10.0.3.7/acme while reading /home/ada/acme/invoices.csv';

/**
 * @param {object} parts
 * @param {import('./model.js').Model} parts.model
 * @param {import('./telemetry.js').Telemetry} parts.telemetry
 */
export function createBuilder({ model, telemetry }) {
  /** @param {App} app */
  const about = ({ id, name }) => ({ app_id: id, app_name: name });

  /**
   * @param {App} app
   * @param {string} text
   * @param {{source: Source, fail?: boolean}} options
   */
  async function send(app, text, { source, fail = false }) {
    telemetry.track('chat initiated', {
      ...about(app),
      source,
      agent_type: 'builder',
      selected_skill_count: 0,
      attachment_count: 0,
      ...textProperties('message', text),
      ...RUNTIME,
      conversation: app.messages.map((message) => message.kind),
    });
    app.messages.push({ kind: 'user', text });
    app.willFail = fail;
    if (app.isBuilt) return build(app);
    app.isBusy = true;
    model.changed();
    await pause(STEP_MS);
    app.isBusy = false;
    app.messages.push({ kind: 'plan', state: 'open' });
    model.changed();
    telemetry.track('approval shown', {
      ...about(app),
      approval_type: 'plan',
      plan_feature_count: PLAN_FEATURES.length,
      plan_overview: PLAN_OVERVIEW,
      plan_overview_length: PLAN_OVERVIEW.length,
      plan_feature_names: PLAN_FEATURES,
    });
  }

  /** @param {App} app */
  async function build(app) {
    const startedAt = performance.now();
    const progress = { kind: /** @type {const} */ ('progress'), done: 0 };
    app.isBusy = true;
    app.messages.push(progress);
    for (; progress.done < STEPS.length; progress.done += 1) {
      model.changed();
      await pause(STEP_MS);
    }
    app.isBusy = false;
    app.toolCalls += 7;
    const outcome = {
      ...about(app),
      ...chatSummary(app),
      ...RUNTIME,
      duration_ms: performance.now() - startedAt,
    };
    if (app.willFail) fail(app, outcome);
    else succeed(app, outcome);
    model.changed();
  }

  /** @param {App} app @param {object} outcome */
  function fail(app, outcome) {
    app.messages.push({ kind: 'failure', code: 'tool_timeout', isRetried: false });
    telemetry.track('build failed', {
      ...outcome,
      failure_phase: 'run_status',
      error_code: 'tool_timeout',
      error: ERROR_TEXT,
    });
  }

  /** @param {App} app @param {object} outcome */
  function succeed(app, outcome) {
    const isFirst = !app.isBuilt;
    const result = { file_count: 14, total_bytes: 184320, has_warning: false };
    app.isBuilt = true;
    app.messages.push({ kind: 'result', files: result.file_count, bytes: result.total_bytes });
    telemetry.track('build completed', { ...outcome, ...result });
    telemetry.track('app displayed', { ...about(app), ...result });
    if (!isFirst) return;
    app.messages.push({ kind: 'agents', state: 'open' });
    telemetry.track('approval shown', {
      ...about(app),
      approval_type: 'agents',
      agent_count: AGENTS.length,
      agent_tool_count: 3,
      agent_enabled_tool_count: 3,
      agent_names: AGENTS.map(({ name }) => name),
      agent_system_prompts: AGENTS.map(({ task }) => task),
    });
  }

  /**
   * @param {App} app
   * @param {import('./model.js').Message & {kind: 'plan' | 'agents'}} message
   * @param {boolean} isApproved
   */
  async function decide(app, message, isApproved) {
    const isPlan = message.kind === 'plan';
    message.state = isApproved ? 'approved' : 'changes';
    telemetry.track('approval acted', {
      ...about(app),
      approval_type: message.kind,
      action: isApproved ? 'approved' : 'requested_changes',
      ...(isPlan ? {} : { approval_mode: 'mock', agent_count: AGENTS.length }),
    });
    if (!isPlan && isApproved) {
      telemetry.track('agents approved', {
        ...about(app),
        approval_mode: 'mock',
        agent_count: AGENTS.length,
        agent_names: AGENTS.map(({ name }) => name),
      });
    }
    if (isPlan && isApproved) return build(app);
    if (!isApproved)
      app.messages.push({ kind: 'builder', text: 'Tell me what should be different.' });
    return model.changed();
  }

  /** @param {App} app @param {import('./model.js').Message & {kind: 'failure'}} message */
  async function retry(app, message) {
    message.isRetried = true;
    app.willFail = false;
    telemetry.track('chat retry clicked', {
      ...about(app),
      action_source: 'failure_retry',
      failure_code: message.code,
    });
    await build(app);
  }

  return { send, decide, retry, about };
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
