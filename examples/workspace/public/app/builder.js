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

/** @typedef {{model: import('./model.js').Model, telemetry: import('./telemetry.js').Telemetry}} Kit */
/** @typedef {import('./model.js').Approval} Approval */
/** @typedef {import('./model.js').Failure} Failure */

/** @param {Kit} kit */
export function createBuilder(kit) {
  return {
    /**
     * @param {App} app
     * @param {string} text
     * @param {{source: Source, fail?: boolean}} options
     */
    send: (app, text, options) => send(kit, app, text, options),
    /** @type {(app: App, message: Approval, isApproved: boolean) => Promise<void>} */
    decide: (app, message, isApproved) => decide(kit, app, message, isApproved),
    /** @type {(app: App, message: Failure) => Promise<void>} */
    retry: (app, message) => retry(kit, app, message),
  };
}

/** @param {App} app */
const about = ({ id, name }) => ({ app_id: id, app_name: name });

/**
 * @param {Kit} kit
 * @param {App} app
 * @param {string} text
 * @param {{source: Source, fail?: boolean}} options
 */
async function send(kit, app, text, { source, fail = false }) {
  kit.telemetry.track('chat initiated', {
    source,
    agent_type: 'builder',
    selected_skill_count: 0,
    attachment_count: 0,
    ...textProperties('message', text),
    ...RUNTIME,
    ...about(app),
    conversation: app.messages.map((message) => message.kind),
  });
  app.messages.push({ kind: 'user', text });
  app.willFail = fail;
  if (app.isBuilt) return build(kit, app);
  kit.model.setBusy(app, true);
  await pause(STEP_MS);
  if (!kit.model.has(app)) return undefined;
  app.messages.push({ kind: 'plan', state: 'open' });
  kit.model.setBusy(app, false);
  return kit.telemetry.track('approval shown', {
    approval_type: 'plan',
    plan_feature_count: PLAN_FEATURES.length,
    plan_overview: PLAN_OVERVIEW,
    plan_overview_length: PLAN_OVERVIEW.length,
    plan_feature_names: PLAN_FEATURES,
    ...about(app),
  });
}

/** @param {Kit} kit @param {App} app */
async function build(kit, app) {
  const startedAt = performance.now();
  const progress = { kind: /** @type {const} */ ('progress'), done: 0 };
  app.messages.push(progress);
  kit.model.setBusy(app, true);
  while (progress.done < STEPS.length) {
    await pause(STEP_MS);
    if (!kit.model.has(app)) return;
    progress.done += 1;
    kit.model.changed();
  }
  app.toolCalls += 7;
  const outcome = {
    ...chatSummary(app),
    ...RUNTIME,
    ...about(app),
    duration_ms: performance.now() - startedAt,
  };
  if (app.willFail) failBuild(kit, app, outcome);
  else finishBuild(kit, app, outcome);
  kit.model.setBusy(app, false);
}

/** @param {Kit} kit @param {App} app @param {object} outcome */
function failBuild({ telemetry }, app, outcome) {
  app.messages.push({ kind: 'failure', code: 'tool_timeout', isRetried: false });
  telemetry.track('build failed', {
    failure_phase: 'run_status',
    error_code: 'tool_timeout',
    error: ERROR_TEXT,
    ...outcome,
  });
}

/** @param {Kit} kit @param {App} app @param {object} outcome */
function finishBuild({ telemetry }, app, outcome) {
  const isFirst = !app.isBuilt;
  const result = { file_count: 14, total_bytes: 184320, has_warning: false };
  app.isBuilt = true;
  app.messages.push({ kind: 'result', files: result.file_count, bytes: result.total_bytes });
  telemetry.track('build completed', { ...result, ...outcome });
  telemetry.track('app displayed', { ...result, ...about(app) });
  if (!isFirst) return;
  app.messages.push({ kind: 'agents', state: 'open' });
  telemetry.track('approval shown', {
    approval_type: 'agents',
    agent_count: AGENTS.length,
    agent_tool_count: 3,
    agent_enabled_tool_count: 3,
    agent_names: AGENTS.map(({ name }) => name),
    agent_system_prompts: AGENTS.map(({ task }) => task),
    ...about(app),
  });
}

/**
 * @param {Kit} kit
 * @param {App} app
 * @param {Approval} message
 * @param {boolean} isApproved
 */
async function decide(kit, app, message, isApproved) {
  const isPlan = message.kind === 'plan';
  message.state = isApproved ? 'approved' : 'changes';
  kit.telemetry.track('approval acted', {
    approval_type: message.kind,
    action: isApproved ? 'approved' : 'requested_changes',
    ...(isPlan ? {} : { approval_mode: 'mock', agent_count: AGENTS.length }),
    ...about(app),
  });
  if (!isPlan && isApproved) {
    kit.telemetry.track('agents approved', {
      approval_mode: 'mock',
      agent_count: AGENTS.length,
      agent_names: AGENTS.map(({ name }) => name),
      ...about(app),
    });
  }
  if (isPlan && isApproved) return build(kit, app);
  if (!isApproved) {
    app.messages.push({ kind: 'builder', text: 'Tell me what should be different.' });
  }
  return kit.model.changed();
}

/** @param {Kit} kit @param {App} app @param {Failure} message */
async function retry(kit, app, message) {
  message.isRetried = true;
  app.willFail = false;
  kit.telemetry.track('chat retry clicked', {
    action_source: 'failure_retry',
    failure_code: message.code,
    ...about(app),
  });
  await build(kit, app);
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
