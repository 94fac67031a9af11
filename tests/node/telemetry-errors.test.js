import assert from 'node:assert/strict';
import { errorOf, record } from '../support/telemetry.js';

class ToolExecutionError extends Error {
  name = 'ToolExecutionError';
}

const unreadable = Object.defineProperty(new Error('x'), 'name', {
  get() {
    throw new Error('no');
  },
});

const bash = { module: 'session', loopStage: 'tool_call', toolName: 'bash' };

/** V43-V48: what a call site gives, and what leaves of the error. @type {[string, any, object][]} */
const errors = [
  [
    'V26, V47, V48, V-003, V-099: class and tool, neither message nor metadata',
    {
      ...bash,
      error: new ToolExecutionError('cannot open /Users/secret/project'),
      errorCategory: 'tool_runtime_error',
      provider: 'openai',
      metadata: { cwd: '/Users/secret/project', runId: 'run-1', attempts: 2 },
      attempts: 2,
      message: 'failed',
      stack: 'failed',
    },
    {
      ...bash,
      ownerModule: 'session',
      errorCategory: 'tool_runtime_error',
      code: 'ToolExecutionError',
      provider: 'openai',
    },
  ],
  [
    'V44, V-005: all the attribution there is',
    {
      module: 'router',
      ownerModule: 'router',
      executionKind: 'router_judge',
      phase: 'judge',
      loopStage: 'model_request',
      errorCategory: 'model_request_error',
      code: 'rate_limit_error',
      provider: 'deepseek',
      model: 'deepseek-v4',
      providerBaseUrl: 'https://api.deepseek.com/v1/',
      runId: 'x',
    },
    {
      module: 'router',
      ownerModule: 'router',
      executionKind: 'router_judge',
      phase: 'judge',
      loopStage: 'model_request',
      errorCategory: 'model_request_error',
      code: 'rate_limit_error',
      provider: 'deepseek',
      model: 'deepseek-v4',
      providerBaseUrl: 'https://api.deepseek.com/v1',
    },
  ],
  [
    'V47, V-103: what is no error',
    { module: 'session', error: 'text that somebody threw' },
    { module: 'session', ownerModule: 'session', code: 'UnknownError' },
  ],
  [
    'V45, V46, V-104, corrected: words that nobody knows stayed on the first event',
    { module: 'memory', executionKind: 'zzz', loopStage: 'weird', errorCategory: 'odd' },
    { module: 'memory', ownerModule: 'memory' },
  ],
  [
    'V46: a category that is given, whatever the code says',
    { ...bash, code: 'InvalidArgumentError', errorCategory: 'permission_error' },
    {
      ...bash,
      ownerModule: 'session',
      code: 'InvalidArgumentError',
      errorCategory: 'permission_error',
    },
  ],
  [
    'a code that is no word of the plan',
    { module: 'memory', code: 'user ann@example.com' },
    { module: 'memory', ownerModule: 'memory' },
  ],
  [
    'an error whose name cannot be read',
    { module: 'cron_job', error: unreadable },
    { module: 'cron_job', ownerModule: 'cron_job', code: 'UnknownError' },
  ],
];

/** V43, V-004, V-100, V-102: parts without features. @type {[string, any, object][]} */
const alone = [
  ['V-004', { module: 'runtime' }, { module: 'runtime', ownerModule: 'runtime' }],
  [
    'V-100',
    { module: 'runtime', error: new Error('x') },
    { module: 'runtime', ownerModule: 'runtime', code: 'Error' },
  ],
  [
    'V-102',
    { module: 'runtime', error: new TypeError('x') },
    { module: 'runtime', ownerModule: 'runtime', code: 'TypeError' },
  ],
  [
    'V43',
    { module: 'ui', error: new RangeError('x') },
    { module: 'ui', ownerModule: 'ui', code: 'RangeError' },
  ],
];

/** V48: what a tool's error is about. @type {[string, string][]} */
const categories = [
  ['InvalidArgumentError', 'tool_param_error'],
  ['schema_validation', 'tool_param_error'],
  ['missing_param', 'tool_param_error'],
  ['JsonDecodeError', 'tool_result_parse_error'],
  ['parse_failed', 'tool_result_parse_error'],
  ['format_error', 'tool_result_parse_error'],
  ['invalid_json', 'tool_param_error'],
  ['TimeoutError', 'tool_runtime_error'],
];

const ended = { loopStage: 'loop_end', errorCategory: 'runtime_error' };

describe('createTelemetry: errors', () => {
  for (const [row, given, expected] of errors) {
    it(`${row}; and that the feature failed`, () => {
      const told = { ...ended, ...expected };
      assert.deepEqual(errorOf(given), [
        ['error_occurred', told],
        ['feature_used', { ...told, outcome: 'failed' }],
      ]);
    });
  }

  for (const [row, given, expected] of alone) {
    it(`${row}: of ${given.module} one event`, () => {
      assert.deepEqual(errorOf(given), [['error_occurred', { ...ended, ...expected }]]);
    });
  }

  for (const [code, category] of categories) {
    it(`V46, V48: ${code} of a tool is a ${category}`, () => {
      for (const loopStage of ['tool_prepare', 'tool_call']) {
        const [[, told]] = errorOf({ ...bash, loopStage, code });
        assert.equal(told.errorCategory, category);
      }
      const [[, elsewhere]] = errorOf({ ...bash, loopStage: 'model_request', code });
      assert.equal(elsewhere.errorCategory, 'runtime_error');
    });
  }

  it('captures of an error what it knows, so that no message leaves a plan that would take one (V48)', () => {
    const { errorOccurred, captured } = record();
    const error = new Error('message');
    errorOccurred(/** @type {any} */ ({ ...bash, error, message: 'm', stack: 's', metadata: {} }));
    for (const [, properties] of captured) {
      for (const name of ['error', 'message', 'stack', 'metadata'])
        assert.ok(!(name in properties));
    }
    assert.equal(captured.length, 2);
  });
});
