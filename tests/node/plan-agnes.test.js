import assert from 'node:assert/strict';
import { modelOf } from '../../js-glue/cli/plan-model.js';
import { PAYLOADS, core, leaves, source, told } from '../support/agnes.js';

const TRACE = '0123456789abcdef0123456789abcdef';
const SENTENCE = 'who earns most in sales? ';

/** The errors that Python, browsers and clients of models throw by themselves. */
const errorClasses =
  `ValueError TypeError KeyError IndexError AttributeError RuntimeError NotImplementedError
  ZeroDivisionError OverflowError RecursionError MemoryError ImportError ModuleNotFoundError NameError LookupError
  AssertionError StopIteration UnicodeDecodeError OSError FileNotFoundError PermissionError TimeoutError ConnectionError
  ConnectionResetError ConnectionRefusedError BrokenPipeError KeyboardInterrupt SystemExit JSONDecodeError HTTPException
  ReadTimeout OperationalError CatalogException BinderException ParserException Error RangeError ReferenceError SyntaxError
  URIError EvalError AggregateError AbortError NetworkError NotAllowedError NotFoundError QuotaExceededError SecurityError
  DataCloneError InvalidStateError APIConnectionError APITimeoutError RateLimitError AuthenticationError BadRequestError
  InternalServerError UnprocessableEntityError`.split(/\s+/);

/** A4: a model's name, and what of it leaves anonymized. @type {[string, string?][]} */
const models = [
  ['claude-3-5-sonnet-20241022'],
  ['claude-sonnet-4-5'],
  ['claude-opus-4-1-20250805'],
  ['gpt-4o-mini'],
  ['gpt-4.1-nano'],
  ['o3-mini'],
  ['gemini-2.5-pro'],
  ['deepseek-v4'],
  ['llama-3.3-70b-instruct'],
  ['acme-private-model', ''],
];

/** A7, A9, A10: the name of a flag, what was answered, and what leaves. @type {[string, object, object][]} */
const flags = [
  [
    'A-098, A-099: it is on',
    { $feature_flag: 'new-search', $feature_flag_response: 'true' },
    { $feature_flag: 'new-search', $feature_flag_response: 'true' },
  ],
  [
    'A-100, A-101: it is off',
    { $feature_flag: 'new-search', $feature_flag_response: 'false' },
    { $feature_flag: 'new-search', $feature_flag_response: 'false' },
  ],
  [
    'A-104, A-105: nobody answers, and the standard is taken',
    { $feature_flag: 'new-search', $feature_flag_error: 'unavailable' },
    { $feature_flag: 'new-search', $feature_flag_error: 'unavailable' },
  ],
  [
    'A-008: asking fails, by a word and no text',
    { $feature_flag: 'new-search', $feature_flag_error: 'no answer for ann@example.com' },
    { $feature_flag: 'new-search', $feature_flag_error: 'other' },
  ],
  [
    'A-107: its payload never leaves, and no answer is nothing',
    { $feature_flag: 'new-search', $feature_flag_response: null, $feature_flag_payload: { a: 1 } },
    { $feature_flag: 'new-search', $feature_flag_response: null },
  ],
  ['a flag that is called after somebody', { $feature_flag: 'for-ann-brown' }, {}],
];

describe('the Agnes plan', () => {
  it('knows pages, errors, models and flags, and drops every other event (A4-A7, A9)', () => {
    assert.deepEqual(
      modelOf(source).events.map(({ name }) => name),
      ['$pageview', '$pageleave', '$exception', '$ai_generation', '$feature_flag_called'],
    );
    for (const event of ['$autocapture', '$snapshot', '$identify', '$set', '$create_alias']) {
      assert.equal(leaves(event, {}), null);
    }
  });

  it('A6, A43, corrected: of a page its shape leaves, never the address with its query', () => {
    const path = '/chat/8d5c1a2b-0035-4c62-9f14-1ad4215736a5?q=salaries#ann';
    const page = core.route(path);
    assert.deepEqual(page, { surface: 'chat', route_shape: '/chat/:conversation' });
    const given = { ...page, $current_url: `https://agnes.example${path}`, $referrer: 'x', path };
    assert.deepEqual(told('$pageview', given), page);
    assert.deepEqual(told('$pageview', { ...given, route_shape: path }), page);
  });

  it('A7: a page is left after a while', () => {
    assert.deepEqual(told('$pageleave', { duration_ms: 1234.4, $current_url: 'x' }), {
      duration_ms: 1234,
    });
  });

  it('A35: nobody becomes a person by an anonymized event', () => {
    for (const { name } of modelOf(source).events) {
      const line = leaves(name, { user_id: 'u-42', email: 'a@e.c', $set: { email: 'a@e.c' } });
      assert.equal(line.properties.$process_person_profile, false);
      assert.match(line.distinct_id, /^anon_/);
      assert.ok(!JSON.stringify(line).includes('u-42') && !JSON.stringify(line).includes('a@e.c'));
    }
  });

  it('A21, A22, A25: environment and release are those of the endpoint, whatever a call site says', () => {
    const properties = { environment: 'qa-7', release: '1.2.3' };
    for (const { name } of modelOf(source).events) {
      const given = { environment: 'production', release: '9.9.9' };
      const { environment, release } = told(name, given, undefined, { properties });
      assert.deepEqual({ environment, release }, properties);
    }
    assert.deepEqual(told('$pageview', { environment: 'production', release: '9' }), {
      environment: 'production',
    });
  });
});

describe('$exception of Agnes', () => {
  for (const name of errorClasses) {
    it(`A5, A37: ${name} is named`, () => {
      const { $exception_list: list, ...rest } = told('$exception', { $exception_type: name });
      assert.deepEqual(rest, { $exception_type: name });
      assert.deepEqual(list, [{ type: name, value: '' }]);
    });
  }

  it('A-007: the core makes the list that PostHog reads, of type and message', () => {
    const given = { $exception_type: 'ValueError', $exception_message: 'invalid value' };
    const list = [{ type: 'ValueError', value: 'invalid value' }];
    assert.deepEqual(told('$exception', given), { ...given, $exception_list: list });
    const forged = { $exception_list: [{ type: 'x', value: 'ann@example.com', stacktrace: {} }] };
    assert.deepEqual(told('$exception', { ...given, ...forged }).$exception_list, list);
  });

  it('A5, A43, corrected: a message leaves without what may identify (it left as it was)', () => {
    const message = 'invalid user ann@example.com in /srv/app/x.py';
    const { $exception_message: text, $exception_list: list } = told('$exception', {
      $exception_type: 'ValueError',
      $exception_message: message,
    });
    assert.equal(text, 'invalid user [...] in [...]');
    assert.deepEqual(list, [{ type: 'ValueError', value: text }]);
  });

  it('A1-A3, A45: says where it was, but no arguments of a command, which may hold SQL', () => {
    const where = {
      component: 'cli',
      method: 'GET',
      operation: 'rebuild',
      job: 'sync',
      command: 'query',
      error_kind: 'transport',
    };
    const given = { ...where, argv: 'query select * from salaries', request_id: 'r-1', k: 'v' };
    const { $exception_list: list, ...rest } = told('$exception', given);
    assert.deepEqual(rest, where);
    assert.deepEqual(list, [{ type: 'Error', value: '' }]);
  });

  it('A1, corrected: a request has a random number, told of persons alone (it was any text)', () => {
    assert.equal(told('$exception', { request_id: TRACE }, 'id').request_id, TRACE);
    assert.equal(told('$exception', { request_id: TRACE }).request_id, undefined);
    for (const level of ['id', 'email', 'full']) {
      for (const text of ['r-1', 'a@e.c', 'u-42', 'Ada'])
        assert.equal(told('$exception', { request_id: text }, level).request_id, undefined);
    }
  });

  it('A1, corrected: of the path that was asked for its shape leaves (a person stood in it)', () => {
    assert.equal(told('$exception', { path: '/people/ann?tab=1' }).path, '/people/:person');
    assert.equal(told('$exception', { path: '/dashboard' }).path, '/dashboard');
  });
});

describe('$ai_generation of Agnes', () => {
  const call = {
    $ai_provider: 'anthropic',
    $ai_trace_id: TRACE,
    $ai_latency: 1.25,
    $ai_input_tokens: 5,
    $ai_output_tokens: 10,
  };
  const payloads = { $ai_input: 'the prompt', $ai_output_choices: 'the completion' };

  it('A4, A33, A34, A-033, A-027: counts and latency always leave, and no content', () => {
    assert.deepEqual(told('$ai_generation', { ...call, ...payloads }), call);
    const known = told('$ai_generation', { ...call, ...payloads }, 'full', { withheld: PAYLOADS });
    assert.deepEqual(known, { ...call, user_id: 'u-42', user_email: 'a@e.c', user_name: 'Ada' });
  });

  it('A18, A-034, A-109: an operator who wants prompts and answers gets them at the level full', () => {
    const { $ai_input, $ai_output_choices } = told('$ai_generation', payloads, 'full');
    assert.deepEqual({ $ai_input, $ai_output_choices }, payloads);
  });

  it('A18, A36, corrected: at the levels below a prompt, which may name anybody, stays', () => {
    for (const level of [undefined, 'id', 'email']) {
      const known = told('$ai_generation', { ...call, ...payloads }, level);
      assert.ok(!JSON.stringify(known).includes('the '), String(level));
      assert.equal(known.$ai_latency, 1.25);
    }
  });

  for (const [row, answer] of /** @type {[string, [number, number]][]} */ ([
    ['A-036', [11, 22]],
    ['A-037', [3, 7]],
    ['A-109', [1, 2]],
  ])) {
    it(`A4, ${row}: ${answer.join(' and ')} tokens`, () => {
      const [input, output] = answer;
      const given = { $ai_input_tokens: input, $ai_output_tokens: output };
      assert.deepEqual(told('$ai_generation', given), given);
    });
  }

  it('A34, A-035, A-113, corrected: an error is its class, never its text, which held a key', () => {
    const failed = { $ai_is_error: true, $ai_latency: 0.5 };
    for (const level of [undefined, 'id', 'email', 'full']) {
      for (const text of ["RuntimeError('api down for key sk-123')", 'api down']) {
        const known = told('$ai_generation', { ...failed, $ai_error: text }, level);
        assert.equal(known.$ai_error, undefined);
        assert.deepEqual([known.$ai_is_error, known.$ai_latency], [true, 0.5]);
      }
      const named = told('$ai_generation', { ...failed, $ai_error: 'RuntimeError' }, level);
      assert.equal(named.$ai_error, 'RuntimeError');
    }
  });

  it('A20, A-038, A-112: a payload ends at 30,000 characters, without a word of how much was cut', () => {
    // The earlier system wrote `…[truncated N chars]` behind it. Here the text is the text, and nothing was put into it.
    const long = SENTENCE.repeat(2000);
    const given = { $ai_input: long, $ai_output_choices: long };
    const known = told('$ai_generation', given, 'full');
    assert.equal(known.$ai_input, long.slice(0, 30000));
    assert.equal(known.$ai_output_choices, long.slice(0, 30000));
  });

  it('A20, A-040: a shorter one is whole', () => {
    const { $ai_input: text } = told('$ai_generation', { $ai_input: 'tiny prompt' }, 'full');
    assert.equal(text, 'tiny prompt');
  });

  it('A41, A-114, corrected: a list is no text, a parent has an id, and extras are declared', () => {
    const given = {
      ...call,
      $ai_input: [{ role: 'user', content: 'hi' }],
      $ai_parent_id: 'parent',
      custom: 1,
    };
    assert.deepEqual(told('$ai_generation', given, 'full').$ai_input, undefined);
    assert.deepEqual(told('$ai_generation', given), call);
    const joined = { ...call, $ai_parent_id: TRACE };
    assert.deepEqual(told('$ai_generation', joined), joined);
  });

  for (const provider of ['anthropic', 'openai', 'openai_compat']) {
    it(`A4, A41: ${provider} is named`, () => {
      assert.equal(told('$ai_generation', { $ai_provider: provider }).$ai_provider, provider);
    });
  }

  for (const [model, left = model] of models) {
    it(`A4: ${model} leaves ${left ? '' : 'only where all of a person is told'}`, () => {
      const anonymized = left === '' ? undefined : left;
      assert.equal(told('$ai_generation', { $ai_model: model }).$ai_model, anonymized);
      assert.equal(told('$ai_generation', { $ai_model: model }, 'email').$ai_model, anonymized);
      assert.equal(told('$ai_generation', { $ai_model: model }, 'full').$ai_model, model);
    });
  }
});

describe('$feature_flag_called of Agnes', () => {
  for (const [row, given, expected] of flags) {
    it(`A9, A10, ${row}`, () => {
      assert.deepEqual(told('$feature_flag_called', given), expected);
    });
  }
});
