import assert from 'node:assert/strict';
import { modelOf } from '../../js-glue/cli/plan-model.js';
import { hashSession } from '../../js-glue/server/index.js';
import { installation, leaves, linesOf, source } from '../support/collected.js';

const ID = '0eac4be9-8725-4462-809e-3cdb7917b554';
const SESSION_KEY = 'tui:project=/Users/foo/work/repo:default';

/** V28, V29, V31-V35, V43-V46: the words of each list. @type {[string, string, string, string[]][]} */
const lists = [
  ['V28', 'feature_used', 'module', ['router', 'always_on', 'memory', 'cron_job', 'session']],
  ['V29', 'feature_used', 'ownerModule', ['router', 'always_on', 'memory', 'cron_job', 'session']],
  [
    'V31',
    'feature_used',
    'executionKind',
    [
      ...['user_session', 'subagent', 'always_on', 'router_judge', 'memory', 'cron_job'],
      ...['compaction', 'tool_secondary'],
    ],
  ],
  [
    'V32',
    'feature_used',
    'phase',
    ['judge', 'decision', 'fallback', 'discovery', 'workspace', 'execution', 'report', 'apply'],
  ],
  [
    'V33',
    'feature_used',
    'loopStage',
    [
      ...['module_event', 'loop_start', 'model_request', 'model_response', 'tool_prepare'],
      ...['tool_call', 'permission_check', 'loop_end'],
    ],
  ],
  ['V34', 'feature_used', 'outcome', ['success', 'failed', 'aborted', 'timeout', 'denied']],
  [
    'V35',
    'feature_used',
    'errorCategory',
    [
      ...['model_request_error', 'permission_error', 'tool_param_error', 'tool_runtime_error'],
      ...['tool_result_parse_error', 'loop_error', 'runtime_error'],
    ],
  ],
  ...['module', 'ownerModule'].map(
    (name) =>
      /** @type {[string, string, string, string[]]} */ ([
        'V43, V44',
        'error_occurred',
        name,
        ['router', 'always_on', 'memory', 'cron_job', 'session', 'runtime', 'ui'],
      ]),
  ),
];

/** V45, V46: what any other word becomes. */
const standards = { loopStage: 'loop_end', errorCategory: 'runtime_error' };

/** V38: observed cases, and what leaves; '' is nothing. @type {[string, string, string][]} */
const addresses = [
  ['V-008, V-077', 'https://api.example.com/v1/', 'https://api.example.com/v1'],
  [
    'V-009: neither who asks nor what for',
    'http://user:pass@host.example.com/path?q=secret#frag',
    'http://host.example.com/path',
  ],
  ['V-010, V-079: another scheme', 'ftp://api.example.com', ''],
  ['V-011, V-080', '', ''],
  ['V-012, V-081', '   ', ''],
  ['V-013, V-082', 'not-a-url', ''],
  [
    'V-084, corrected: a host that no provider has is private, and names its owner',
    'https://h',
    '',
  ],
  ['V-086: all closing slashes', 'https://api.openai.com/v1//', 'https://api.openai.com/v1'],
  ['V-087', ' https://api.openai.com/v1 ', 'https://api.openai.com/v1'],
  ['V-088', 'HTTPS://API.OPENAI.COM/V1', 'https://api.openai.com/V1'],
  ['a port', 'http://localhost:11434/v1', 'http://localhost:11434/v1'],
  [
    'a region',
    'https://dashscope.aliyuncs.com/compatible-mode/v1',
    'https://dashscope.aliyuncs.com/compatible-mode/v1',
  ],
  ['corrected: an internal host', 'https://llm.acme-corp.example.com/v1', ''],
  ['corrected: an internal address', 'http://10.0.0.3:8080/v1', ''],
  ['corrected: a key in the path', 'https://api.openai.com/sk-proj-4eC39HqLyjWDarjtT1zdp7dc', ''],
  ['a file', 'file:///api/v1', ''],
  ['a script', 'javascript:fetch', ''],
  ['a socket', 'ws://api.openai.com/v1', ''],
];

/** V36, V37, V47: short words of machines. @type {[string, string, string, string?][]} */
const tokens = [
  ['V36', 'provider', 'anthropic'],
  ['V36', 'provider', 'openrouter'],
  ['V36, corrected: a private one', 'provider', 'acme-internal', ''],
  ['V37', 'model', 'claude-3-5-sonnet-20241022'],
  ['V37', 'model', 'gpt-4o-mini'],
  ['V37, V-005', 'model', 'deepseek-v4'],
  ['V37', 'model', 'qwen2.5-72b-instruct'],
  ['V37, corrected: a tuned one names who tuned it', 'model', 'gpt-4o:acme:ann', ''],
  ['V47', 'code', 'ToolExecutionError'],
  ['V47, V-005', 'code', 'rate_limit_error'],
  ['V26: a message', 'code', "ENOENT: no such file, open '/Users/me/x'", ''],
  ['V47: what programs throw', 'code', 'AbortError'],
  ['V47', 'toolName', 'read'],
  ['V47', 'toolName', 'web_search'],
  ['a tool of somebody', 'toolName', 'mcp__ann_brown__mail', ''],
];

describe('the analytics.v2 plan', () => {
  it('has two events and drops every other (V10, V27, V-105); all names passed', () => {
    assert.deepEqual(
      modelOf(source).events.map(({ name }) => name),
      ['feature_used', 'error_occurred'],
    );
    for (const event of ['app_started', 'session_active', 'FEATURE_USED']) {
      assert.deepEqual(linesOf({ event, properties: { a: 1 } }), []);
    }
  });

  it('puts the envelope around each event, the session beside the properties (V8-V19, V-001, V-007)', async () => {
    const sessionId = await hashSession(installation.installationId, SESSION_KEY);
    const properties = { sessionId, module: 'router', loopStage: 'model_response' };
    const occurredAt = Date.UTC(2026, 5, 1);
    const [line] = linesOf({ event: 'feature_used', uuid: ID, occurredAt, properties });
    assert.deepEqual(JSON.parse(line), {
      eventId: ID,
      schemaVersion: 'analytics.v2',
      eventName: 'feature_used',
      occurredAt: '2026-06-01T00:00:00.000Z',
      ...installation,
      sessionId,
      properties: { module: 'router', loopStage: 'model_response', anonymized: true },
    });
  });

  it('has no project, message, stack or person (V23-V27, V48)', () => {
    const given = {
      projectPath: '/srv/app',
      projectCommitHash: 'deadbeef',
      message: 'failed',
      stack: 'Error: x\n    at run (/srv/app/index.js:1:2)',
      user: 'ann',
      user_id: 'u1',
      email: 'ann@example.com',
      sessionId: SESSION_KEY,
    };
    for (const event of ['feature_used', 'error_occurred']) {
      const [line] = linesOf({ event, properties: { ...given, module: 'router' } });
      const { sessionId, properties } = JSON.parse(line);
      assert.equal(sessionId, undefined);
      assert.deepEqual(properties, { module: 'router', anonymized: true });
    }
  });

  for (const [row, event, name, words] of lists) {
    it(`${row}: ${name} of ${event} takes its words and no other`, () => {
      for (const word of words) assert.deepEqual(leaves(event, { [name]: word }), { [name]: word });
      for (const other of ['executed', words[0].toUpperCase(), `${words[0]} `, '', 1, [words[0]]]) {
        assert.deepEqual(leaves(event, { [name]: other }), {}, JSON.stringify(other));
      }
    });
  }

  it('takes no runtime or ui for the owner of a feature (V29)', () => {
    assert.deepEqual(leaves('feature_used', { ownerModule: 'runtime', module: 'ui' }), {});
  });

  for (const [name, standard] of Object.entries(standards)) {
    it(`V45, V46, V-104, corrected: any other ${name} of an error is ${standard}`, () => {
      const { values } = source.properties[name];
      for (const word of values)
        assert.deepEqual(leaves('error_occurred', { [name]: word }), { [name]: word });
      assert.deepEqual(leaves('error_occurred', { [name]: 'weird' }), { [name]: standard });
    });
  }

  for (const [row, given, left] of addresses) {
    it(`V38, ${row}: ${JSON.stringify(given)}`, () => {
      const expected = left === '' ? {} : { providerBaseUrl: left };
      for (const event of ['feature_used', 'error_occurred'])
        assert.deepEqual(leaves(event, { providerBaseUrl: given }), expected);
    });
  }

  for (const [row, name, given, left = given] of tokens) {
    it(`${row}: ${name} ${given}`, () => {
      const expected = left === '' ? {} : { [name]: left };
      assert.deepEqual(leaves('feature_used', { [name]: given }), expected);
    });
  }

  it('has on both events what sessions and modules are counted by (V52-V57)', async () => {
    const sessionId = await hashSession(installation.installationId, 'web:s_1');
    const properties = {
      module: 'session',
      ownerModule: 'session',
      executionKind: 'user_session',
      loopStage: 'model_request',
    };
    for (const event of ['feature_used', 'error_occurred']) {
      const [line] = linesOf({ event, properties: { ...properties, sessionId } });
      const told = JSON.parse(line);
      assert.equal(told.installationId, installation.installationId);
      assert.equal(told.instanceId, installation.instanceId);
      assert.equal(told.sessionId, sessionId);
      assert.deepEqual(told.properties, { ...properties, anonymized: true });
    }
  });
});

describe('hashSession', () => {
  // V-093, V-095, corrected: a bare SHA-256 of a short key can be tried out, and joins installations.
  for (const [row, key, before] of [
    ['V-093', 'a', 'ca978112ca1bbdcafac231b3'],
    ['V-095', 'web:s_1', 'e281c2e4adbcb9b7a9a6969c'],
  ]) {
    it(`V15, V25, ${row}, corrected: "${key}" is a digest of this installation's own`, async () => {
      const id = await hashSession('installation-1', key);
      assert.match(String(id), /^[0-9a-f]{24}$/);
      assert.equal(await hashSession('installation-1', key), id);
      assert.notEqual(await hashSession('installation-2', key), id);
      assert.notEqual(id, before);
    });
  }

  it('V15, V-094, corrected: no key is no session (the empty one had a digest)', async () => {
    for (const key of ['', null, undefined]) {
      assert.equal(await hashSession('installation-1', key), undefined);
    }
  });

  it('cannot take the end of the one for the beginning of the other', async () => {
    assert.notEqual(await hashSession('ab', 'c'), await hashSession('a', 'bc'));
  });
});
