/** The endpoint's counts as a scrape of Prometheus sees them. */
import assert from 'node:assert/strict';
import { Counter, Registry } from 'prom-client';
import { collectMetrics, metricsResponse } from '../../js-glue/server/metrics/index.js';
import { createCounters } from '../../js-glue/server/counters.js';
import { toNodeListener } from '../../js-glue/server/index.js';
import {
  IDENTIFIED,
  anEvent,
  ann,
  anonymizedBatch,
  listen,
  shippedPlan,
  startAnalytics,
  startEndpoint,
  stopAll,
  until,
} from './support.js';

/** @typedef {import('../../js-glue/server/lifecycle.js').Counts} Counts */

/** What nobody wants to find in a label: a person, a key, an end of the line, a series of its own. */
const HOSTILE = [
  'ada.lovelace@example.com',
  'u1"} 1\nsecond_analytics_owned_total{reason="x',
  '__proto__',
  'constructor',
  '\\',
  '',
  'phx_personal_key',
];

/** @param {Partial<Counts>} counts */
const counted = (counts) => ({
  counts: () => ({
    ...createCounters().snapshot(),
    queued: { events: 0, bytes: 0 },
    lagMs: 0,
    ...counts,
  }),
});

/**
 * @param {{counts: () => Counts}} handler
 * @param {string} [prefix]
 */
function scraped(handler, prefix) {
  const register = collectMetrics(handler, { register: new Registry(), prefix });
  return {
    text: () => register.metrics(),
    /** @param {string} series `queue_events`, with its labels as they are written */
    async value(series) {
      const lines = (await register.metrics()).split('\n');
      const line = lines.find((row) => row.startsWith(`second_analytics_${series} `));
      return line && Number(line.slice(line.lastIndexOf(' ')));
    },
  };
}

describe('metrics of Prometheus', () => {
  afterEach(stopAll);

  it('say what the counts say', async () => {
    const { value } = scraped(
      counted({
        accepted: 1,
        forwarded: 2,
        retried: 3,
        duplicates: 4,
        tokenRequests: 5,
        planMismatches: 6,
        replayBytes: 7,
        dropped: { exhausted: 8 },
        refused: { rate_limited: 9 },
        metrics: { 'runtime ready': 10 },
        queued: { events: 11, bytes: 12 },
        lagMs: 13500,
      }),
    );
    for (const [series, expected] of /** @type {const} */ ([
      ['events_accepted_total', 1],
      ['events_forwarded_total', 2],
      ['events_retried_total', 3],
      ['events_duplicate_total', 4],
      ['token_requests_total', 5],
      ['plan_mismatches_total', 6],
      ['replay_bytes_total', 7],
      ['events_dropped_total{reason="exhausted"}', 8],
      ['requests_refused_total{error="rate_limited"}', 9],
      ['events_metered_total{event="runtime ready"}', 10],
      ['queue_events', 11],
      ['queue_bytes', 12],
      ['queue_lag_seconds', 13.5],
    ])) {
      assert.equal(await value(series), expected, series);
    }
  });

  it('are named as Prometheus asks: base units, and _total for what only rises', async () => {
    const register = collectMetrics(counted({}), { register: new Registry(), prefix: 'a_' });
    const metrics = await register.getMetricsAsJSON();
    assert.equal(metrics.length, 13);
    for (const { name, type, help } of metrics) {
      assert.match(name, /^a_[a-z_]+$/);
      assert.equal(name.endsWith('_total'), String(type) === 'counter', name);
      assert.doesNotMatch(name, /_(ms|milliseconds|kb|count)(_|$)/);
      assert.match(help, /\.$/);
    }
  });

  it('are read anew by each scrape, and a second one counts nothing twice', async () => {
    const endpoint = await startEndpoint();
    const { value } = scraped(endpoint.handler);
    assert.equal(await value('events_accepted_total'), 0);
    await endpoint.capture(anonymizedBatch(anEvent(), anEvent()));
    assert.equal(await value('events_accepted_total'), 2);
    assert.equal(await value('events_accepted_total'), 2);
    await endpoint.delivered();
    assert.equal(await value('events_forwarded_total'), 2);
  });

  it('show what a full queue refused, from the first event on (M22)', async () => {
    const limits = { queueEvents: 2, flushMs: 60000 };
    const endpoint = await startEndpoint({ limits });
    const { value } = scraped(endpoint.handler);
    assert.equal(await value('events_dropped_total{reason="queue_full"}'), 0);
    for (let i = 0; i < 5; i += 1) await endpoint.capture(anonymizedBatch(anEvent()));
    assert.equal(await value('events_dropped_total{reason="queue_full"}'), 3);
    assert.equal(
      await value('requests_refused_total{error="analytics_capture_failed"}'),
      3,
      'each request was told',
    );
    assert.equal(await value('queue_events'), 2);
    assert.ok(Number(await value('queue_bytes')) > 200);
  });

  it('show how long the oldest event waits, also while it is on its way', async () => {
    let nowMs = 1_700_000_000_000;
    const endpoint = await startEndpoint({
      now: () => nowMs,
      limits: { flushMs: 60000, batchEvents: 2 },
    });
    const { value } = scraped(endpoint.handler);
    assert.equal(await value('queue_lag_seconds'), 0);
    await endpoint.capture(anonymizedBatch(anEvent()));
    nowMs += 1500;
    assert.equal(await value('queue_lag_seconds'), 1.5);
    endpoint.receiver.fail({ status: 503, headers: { 'Retry-After': '3600' } });
    await endpoint.capture(anonymizedBatch(anEvent(), anEvent()));
    await until(() => endpoint.handler.counts().retried > 0);
    nowMs += 1000;
    assert.equal(await value('queue_lag_seconds'), 2.5);
    nowMs -= 60_000;
    assert.equal(await value('queue_lag_seconds'), 0, 'a clock that was set back');
  });

  it('show that closing delivered what waited (M24)', async () => {
    const endpoint = await startEndpoint({ limits: { flushMs: 60000 } });
    const { value } = scraped(endpoint.handler);
    await endpoint.capture(anonymizedBatch(anEvent(), anEvent(), anEvent()));
    assert.equal(await value('queue_events'), 3);
    await endpoint.handler.close();
    assert.equal(await value('queue_events'), 0);
    assert.equal(await value('queue_lag_seconds'), 0);
    assert.equal(await value('events_forwarded_total'), 3);
  });

  it('count what a plan only counts, of a server that captures, too (M6, M7)', async () => {
    const { analytics } = await startAnalytics({ plan: shippedPlan('multica') });
    const { value } = scraped(analytics);
    for (let i = 0; i < 3; i += 1) analytics.capture('runtime_ready', {});
    assert.equal(await value('events_metered_total{event="runtime_ready"}'), 3);
    assert.equal(await value('events_accepted_total'), 0);
  });

  it("stand beside the application's own, as those of its tasks (M8)", async () => {
    const register = collectMetrics(counted({}), { register: new Registry() });
    const tasks = new Counter({
      name: 'agent_tasks_total',
      help: 'Tasks.',
      labelNames: ['terminal_status'],
      registers: [register],
    });
    tasks.inc({ terminal_status: 'completed' });
    const text = await (await metricsResponse(register)).text();
    assert.match(text, /^agent_tasks_total\{terminal_status="completed"\} 1$/m);
    assert.match(text, /^second_analytics_queue_events 0$/m);
  });

  it('of two handlers need two prefixes', async () => {
    const register = new Registry();
    collectMetrics(counted({ accepted: 1 }), { register });
    assert.throws(() => collectMetrics(counted({}), { register }), /already been registered/);
    collectMetrics(counted({ accepted: 2 }), { register, prefix: 'b_' });
    const text = await register.metrics();
    assert.match(text, /^second_analytics_events_accepted_total 1$/m);
    assert.match(text, /^b_events_accepted_total 2$/m);
  });

  it('are answered where the application mounts them, and nowhere else', async () => {
    const endpoint = await startEndpoint();
    const register = collectMetrics(endpoint.handler, { register: new Registry() });
    const url = await listen(toNodeListener(() => metricsResponse(register)));
    const response = await fetch(url);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(await response.text(), /^# TYPE second_analytics_events_accepted_total counter$/m);
    assert.equal((await fetch(`${endpoint.base}/metrics`)).status, 404);
  });
});

describe('labels of metrics', () => {
  afterEach(stopAll);

  it('are of closed lists: any other word is other (M68)', async () => {
    const hostile = Object.fromEntries(HOSTILE.map((name) => [name, 2]));
    const plain = scraped(counted({}));
    const { text, value } = scraped(
      counted({ dropped: { ...hostile, unknown_event: 1 }, refused: { ...hostile, not_found: 1 } }),
    );
    const series = (/** @type {string} */ all) => all.replaceAll(/ \d+$/gm, '').split('\n');
    assert.deepEqual(series(await text()), series(await plain.text()));
    const others = 2 * Object.keys(hostile).length;
    assert.equal(await value('events_dropped_total{reason="other"}'), others);
    assert.equal(await value('events_dropped_total{reason="unknown_event"}'), 1);
    assert.equal(await value('requests_refused_total{error="other"}'), others);
    assert.equal(await value('requests_refused_total{error="not_found"}'), 1);
  });

  it('hold nothing of a request, whatever it says (M68)', async () => {
    const endpoint = await startEndpoint({ plan: shippedPlan('multica') });
    endpoint.signIn(ann(IDENTIFIED));
    const { text, value } = scraped(endpoint.handler);
    const before = await text();
    for (const name of HOSTILE) {
      const path = encodeURIComponent(name);
      await endpoint.capture(anonymizedBatch(anEvent(name, { [name]: name })));
      await endpoint.capture({ ...anEvent('runtime_ready', { [name]: name }), uuid: name });
      await endpoint.capture({ schema: name, plan: name, [name]: name, batch: [name] });
      await endpoint.capture(name, { 'X-Analytics-Token': path, 'Content-Type': `text/${path}` });
      await endpoint.capture(anEvent('runtime_ready'), { 'Sec-Fetch-Site': path });
      await endpoint.identify({ workspaceId: name, anonymousDistinctId: name });
      await fetch(`${endpoint.base}/${path}`);
      await fetch(`${endpoint.base}/capture?${path}`, { method: 'PUT' });
    }
    const after = await text();
    const series = (/** @type {string} */ all) =>
      all.split('\n').map((line) => line.slice(0, line.lastIndexOf(' ')));
    const known = new Set(series(before));
    assert.deepEqual(
      series(after).filter((line) => !known.has(line)),
      ['second_analytics_events_metered_total{event="runtime_ready"}'],
    );
    assert.ok(Number(await value('requests_refused_total{error="invalid_event"}')) > 0);
    assert.equal(await value('requests_refused_total{error="other"}'), 0);
    assert.equal(await value('events_dropped_total{reason="other"}'), 0);
  });
});
