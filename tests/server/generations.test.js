/** Calls of language models, as a server or a command line times them. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { configFromEnv } from '../../js-glue/server/index.js';
import { IDENTIFIED, ann, shippedPlan, startAnalytics, stopAll } from './support.js';

const FRESH_ID = /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const HEX_32 = /^[0-9a-f]{32}$/;
const PAYLOADS = ['$ai_input', '$ai_output_choices'];
const WITHOUT_PAYLOADS = { withhold: PAYLOADS };

/** What an operator says who wants them. */
const ASKED_FOR = { POSTHOG_LLM_PAYLOADS: '1', POSTHOG_IDENTIFY_PII: 'full' };

/** Somebody whose texts may leave. */
const person = ann(IDENTIFIED);

/** @typedef {import('../../js-glue/server/index.js').Generation} Generation */

/**
 * What arrives of one call of a model.
 *
 * @param {Partial<import('../../js-glue/server/capture/generation.js').GenerationOptions>} given
 * @param {(call: Generation) => unknown} use
 * @param {object} [options]
 */
async function traced(given, use, options) {
  const started = await startAnalytics(options);
  const call = started.analytics.generation({
    provider: 'anthropic',
    model: 'claude-test',
    ...given,
  });
  await use(call);
  const events = (await started.delivered()).filter(({ event }) => event === '$ai_generation');
  return { ...started, call, events, event: events[0], properties: events[0]?.properties ?? {} };
}

/** @param {Generation} call */
const done = (call) => call.done({ inputTokens: 5, outputTokens: 10, output: 'the completion' });

describe('observed cases: calls of models', () => {
  afterEach(stopAll);

  it('A-033, A4, A33, A55: a call that succeeds has provider, model, latency in seconds, tokens and a trace, and no payload unless asked for; "claude-test" is no model of the plan\'s words', async () => {
    const use = async (/** @type {Generation} */ call) => {
      await sleep(30);
      done(call);
    };
    const given = { model: 'claude-opus-4', input: 'hello', subject: person };
    const { event, properties } = await traced(given, use, WITHOUT_PAYLOADS);
    assert.equal(event.event, '$ai_generation');
    assert.equal(event.distinct_id, 'u1');
    assert.equal(properties.$ai_provider, 'anthropic');
    assert.equal(properties.$ai_model, 'claude-opus-4');
    assert.equal(properties.$ai_input_tokens, 5);
    assert.equal(properties.$ai_output_tokens, 10);
    assert.ok(properties.$ai_latency >= 0.025 && properties.$ai_latency < 5);
    assert.match(properties.$ai_trace_id, HEX_32);
    for (const name of [...PAYLOADS, '$ai_is_error', '$ai_error', '$ai_parent_id'])
      assert.ok(!(name in properties), name);
  });

  it('A-034, A18: with POSTHOG_LLM_PAYLOADS=1 prompt and answer, of a person of whom all may be told; the earlier server sent those of anybody', async () => {
    const { posthog: _, ...config } = configFromEnv(ASKED_FOR, [], {
      names: 'agnes',
    });
    const { properties } = await traced({ input: 'the prompt', subject: person }, done, config);
    assert.deepEqual(
      PAYLOADS.map((name) => properties[name]),
      ['the prompt', 'the completion'],
    );
    const anonymous = await traced({ input: 'the prompt', subject: ann() }, done, config);
    for (const name of PAYLOADS) assert.ok(!(name in anonymous.properties), name);
    const { posthog: __, ...silent } = configFromEnv({ POSTHOG_IDENTIFY_PII: 'full' }, [], {
      names: 'agnes',
    });
    const off = await traced({ input: 'the prompt', subject: person }, done, silent);
    for (const name of PAYLOADS) assert.ok(!(name in off.properties), name);
  });

  for (const id of ['A-035', 'A-113']) {
    it(`${id}, A34, A41, A55: an error is thrown on, and its class leaves; the earlier server sent its text, with the prompt or a key in it`, async () => {
      const error = new RangeError('api down for key sk-123');
      const { properties, events, receiver } = await traced({ subject: person }, async (call) => {
        await assert.rejects(
          call.wrap(async () => Promise.reject(error)),
          (thrown) => thrown === error,
        );
      });
      assert.equal(events.length, 1);
      assert.equal(properties.$ai_is_error, true);
      assert.equal(properties.$ai_error, 'RangeError');
      assert.ok(properties.$ai_latency >= 0);
      assert.ok(!receiver.requests[0].text.includes('sk-123'));
    });
  }

  for (const [id, maker, usage, tokens] of /** @type {[string, string, object, number[]][]} */ ([
    ['A-036', 'anthropic', { input_tokens: 11, output_tokens: 22 }, [11, 22]],
    ['A-037', 'openai', { prompt_tokens: 3, completion_tokens: 7, total_tokens: 10 }, [3, 7]],
  ])) {
    it(`${id}, A41: the usage of an answer of ${maker} is taken as it is`, async () => {
      const { properties } = await traced({ provider: maker }, (call) => call.done({ usage }));
      assert.equal(properties.$ai_provider, maker);
      assert.deepEqual([properties.$ai_input_tokens, properties.$ai_output_tokens], tokens);
    });
  }

  it('A-038, A20: payloads of 50,000 characters are cut at 30,000, what tells of it included', async () => {
    const text = 'p'.repeat(50000);
    const { properties } = await traced({ input: text, subject: person }, (call) =>
      call.done({ output: text }),
    );
    for (const name of PAYLOADS) {
      assert.equal(properties[name].length, 30000, name);
      assert.match(properties[name], /^p+…\[truncated (\d+) chars\]$/);
      const [, cut] = /truncated (\d+)/.exec(properties[name]) ?? [];
      assert.equal(properties[name].indexOf('…') + Number(cut), 50000);
    }
  });

  for (const [id, length] of /** @type {[string, number][]} */ ([
    ['A-039', 500],
    ['A-111', 50000],
  ])) {
    it(`${id}, A20: POSTHOG_LLM_PAYLOAD_MAX_CHARS=100 cuts ${length} characters at 100; with what tells of it, which the earlier server put behind`, async () => {
      const env = { ...ASKED_FOR, POSTHOG_LLM_PAYLOAD_MAX_CHARS: '100' };
      const { posthog: _, ...config } = configFromEnv(env, [], { names: 'agnes' });
      const { properties } = await traced(
        { input: 'P'.repeat(length), subject: person },
        done,
        config,
      );
      assert.ok(properties.$ai_input.length <= 100);
      const [, kept, cut] = /^(P+)…\[truncated (\d+) chars\]$/.exec(properties.$ai_input) ?? [];
      assert.equal(kept.length + Number(cut), length);
    });
  }

  it('A-112, A20: a limit of -5 is the standard', async () => {
    const text = 'P'.repeat(50000);
    for (const payloadMaxChars of [-5, 0, NaN, 1.5, /** @type {any} */ ('7'), 1e9]) {
      const { properties } = await traced({ input: text, subject: person }, done, {
        payloadMaxChars,
      });
      assert.equal(properties.$ai_input.length, 30000);
      assert.match(properties.$ai_input, /…\[truncated \d+ chars\]$/);
    }
  });

  it('A-040, A20: a short one is unchanged', async () => {
    const { properties } = await traced({ input: 'tiny prompt', subject: person }, done);
    assert.equal(properties.$ai_input, 'tiny prompt');
  });

  it('A-109, A41: without a subject it is the software\'s own; its id is random and its payload stays here, where the earlier server said "system" and sent the texts', async () => {
    const given = {
      provider: 'openai',
      model: 'gpt-5',
      input: 'the prompt',
      component: 'scheduler',
    };
    const { event, properties } = await traced(given, done);
    assert.match(event.distinct_id, FRESH_ID);
    assert.equal(properties.component, 'scheduler');
    assert.deepEqual([properties.$ai_input_tokens, properties.$ai_output_tokens], [5, 10]);
    for (const name of PAYLOADS) assert.ok(!(name in properties));
  });

  it('A-114, A41: lists are written as JSON, a parent gives the trace, and an extra overrides nothing; "custom" is not declared', async () => {
    const parent = await traced({}, done);
    const { properties } = await traced(
      {
        input: [{ role: 'user', content: 'hi' }],
        parent: parent.call,
        subject: person,
        properties: { custom: 1, $ai_model: 'other', $ai_latency: 99, component: 'chat' },
        model: 'gpt-5',
      },
      (call) => call.done({ output: ['a', 'b'] }),
    );
    assert.equal(properties.$ai_input, '[{"role":"user","content":"hi"}]');
    assert.equal(properties.$ai_output_choices, '["a","b"]');
    assert.equal(properties.$ai_trace_id, parent.properties.$ai_trace_id);
    assert.equal(properties.$ai_parent_id, parent.properties.$ai_span_id);
    assert.ok(!('custom' in properties));
    assert.equal(properties.component, 'chat');
    assert.equal(properties.$ai_model, 'gpt-5');
    assert.ok(properties.$ai_latency < 5);
  });

  it('A-027, A11: without a key nothing is captured', async () => {
    const { receiver } = await traced({}, done, { posthog: { token: '' } });
    assert.deepEqual(receiver.requests, []);
  });
});

describe('a call of a model', () => {
  afterEach(stopAll);

  it('is one event, however often it ends (A41)', async () => {
    const { events, properties } = await traced({}, (call) => {
      call.set({ inputTokens: 1 });
      call.done({ outputTokens: 2 });
      call.done({ outputTokens: 3 });
      call.failed(new Error());
    });
    assert.equal(events.length, 1);
    assert.deepEqual([properties.$ai_input_tokens, properties.$ai_output_tokens], [1, 2]);
    assert.ok(!('$ai_is_error' in properties));
  });

  it('can be wrapped, and gives what the call gives', async () => {
    const { properties } = await traced({}, async (call) => {
      const result = await call.wrap(async (inner) => {
        inner.set({
          usage: { input_tokens: 4, cache_read_input_tokens: 3, cache_creation_input_tokens: 2 },
        });
        return 'text';
      });
      assert.equal(result, 'text');
      assert.equal(await call.wrap(() => 'at once'), 'at once');
    });
    assert.equal(properties.$ai_input_tokens, 4);
    assert.equal(properties.$ai_cache_read_input_tokens, 3);
    assert.equal(properties.$ai_cache_creation_input_tokens, 2);
  });

  it('throws on what is thrown at once, too (A41)', async () => {
    const { properties } = await traced({}, async (call) => {
      const thrown = call.wrap(() => {
        throw new TypeError('now');
      });
      await assert.rejects(thrown, TypeError);
    });
    assert.equal(properties.$ai_error, 'TypeError');
  });

  it('has the status that the client of a maker puts on its errors', async () => {
    const error = Object.assign(new Error('slow down'), { name: 'RateLimitError', status: 429 });
    const { properties } = await traced({}, (call) => call.failed(error));
    assert.deepEqual([properties.$ai_http_status, properties.$ai_error], [429, 'RateLimitError']);
  });

  it('takes a trace of 32 hex digits or a UUID, and makes one for anything else', async () => {
    const uuid = '8D5C1A2B-0035-4c62-9f14-1ad4215736a5';
    const hex = uuid.split('-').join('').toLowerCase();
    for (const [traceId, expected] of [
      [hex, hex],
      [uuid, hex],
    ]) {
      const { properties, call } = await traced({ traceId }, done);
      assert.equal(properties.$ai_trace_id, expected);
      assert.equal(call.traceId, expected);
    }
    for (const traceId of ['parent', '', hex.slice(1), /** @type {any} */ (5)]) {
      const { properties } = await traced({ traceId }, done);
      assert.match(properties.$ai_trace_id, HEX_32);
      assert.notEqual(properties.$ai_trace_id, hex);
    }
  });

  const cycle = /** @type {Record<string, unknown>} */ ({ role: 'user', again: { twice: 1 } });
  cycle.self = cycle;
  const shared = { twice: 1 };
  for (const [
    what,
    payload,
    expected,
  ] of /** @type {[string, unknown, RegExp | string | undefined][]} */ ([
    ['a cycle', cycle, '{"role":"user","again":{"twice":1},"self":"[circular]"}'],
    ['the same object twice', [shared, shared], '[{"twice":1},{"twice":1}]'],
    ['a large integer', { tokens: 12n }, '{"tokens":"12"}'],
    ['a toJSON that throws', { toJSON: () => assert.fail() }, '[unreadable]'],
    ['a function', () => 1, /=>/],
    ['a number', 5, '5'],
    ['U+0000 and half a surrogate pair', 'a\0b\ud83dc', 'ab\ufffdc'],
    ['a cut surrogate pair', `${'x'.repeat(29976)}${'😀'.repeat(5000)}`, /^x+.*truncated/u],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
  ])) {
    it(`takes ${what} as payload and does not throw (A41)`, async () => {
      const { properties } = await traced({ input: payload, subject: person }, done);
      if (expected instanceof RegExp) assert.match(properties.$ai_input, expected);
      else assert.equal(properties.$ai_input, expected);
      assert.equal(properties.$ai_output_choices, 'the completion');
    });
  }

  it('keeps its tokens whatever its payloads are made of', async () => {
    for (const character of ['\u0001', '"', '\\', '漢', '\n']) {
      const text = character.repeat(60000);
      const given = { input: text, subject: person };
      const { properties } = await traced(given, (call) =>
        call.done({ output: text, inputTokens: 5 }),
      );
      assert.equal(properties.$ai_input_tokens, 5, JSON.stringify(character));
    }
  });

  it('never throws at the application, whatever it is given (A41)', async () => {
    const { analytics, delivered } = await startAnalytics();
    const trap = new Proxy({}, { ownKeys: () => assert.fail(), get: () => assert.fail() });
    const odd = /** @type {any[]} */ ([undefined, null, 5, 'text', [], {}, trap]);
    for (const given of odd) {
      const call = analytics.generation(given);
      call.set(given);
      call.failed(given, given);
      analytics.generation({ provider: given, model: given, properties: given }).done(given);
      analytics
        .generation({ provider: 'openai', model: 'gpt-5', input: given })
        .done({ usage: given });
    }
    const { dropped } = analytics.counts();
    assert.equal((await delivered()).length + (dropped.failed ?? 0), 3 * odd.length);
  });

  it('by a plan that knows no models is refused and counted', async () => {
    const { events, analytics } = await traced({}, done, { plan: shippedPlan('multica') });
    assert.deepEqual(events, []);
    assert.deepEqual(analytics.counts().dropped, { unknown_event: 1 });
  });
});
