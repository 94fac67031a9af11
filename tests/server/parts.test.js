import assert from 'node:assert/strict';
import { backoffMs, parseRetryAfter } from '../../js-glue/server/backoff.js';
import { createBoundedMap } from '../../js-glue/server/bounded-map.js';
import { judge } from '../../js-glue/server/delivery.js';
import { normalizeHost } from '../../js-glue/server/options.js';
import { createRateLimiter } from '../../js-glue/server/rate-limit.js';

describe('backoff', () => {
  const limits = { retryBaseMs: 100, retryMaxMs: 1000 };

  it('doubles up to its limit, with full jitter', () => {
    const longest = [1, 2, 3, 4, 5, 50].map((attempt) => backoffMs(attempt, limits, () => 1));
    assert.deepEqual(longest, [100, 200, 400, 800, 1000, 1000]);
    assert.equal(
      backoffMs(9, limits, () => 0),
      0,
    );
    assert.equal(
      backoffMs(3, limits, () => 0.5),
      200,
    );
  });

  const now = Date.parse('2026-01-02T03:04:05Z');
  for (const [value, expected] of /** @type {[string | null, number][]} */ ([
    [null, 0],
    ['', 0],
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['-5', 0],
    ['1.5', 0],
    ['soon', 0],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30000],
    ['Fri, 02 Jan 2026 03:04:00 GMT', 0],
  ])) {
    it(`reads Retry-After ${JSON.stringify(value)} as ${expected} ms`, () => {
      assert.equal(parseRetryAfter(value, now), expected);
    });
  }
});

describe('what an answer means', () => {
  for (const [
    statuses,
    size,
    last,
    expected,
  ] of /** @type {[number[], number, boolean, string][]} */ ([
    [[200, 202, 204], 5, false, 'delivered'],
    [[0, 408, 429, 500, 503, 599], 5, false, 'retry'],
    [[0, 408, 429, 500, 503, 599], 5, true, 'exhausted'],
    [[400, 413], 2, true, 'split'],
    [[400, 413], 1, false, 'rejected'],
    [[301, 304, 307, 401, 403, 404, 405, 410, 422], 5, false, 'rejected'],
  ])) {
    it(`${statuses.join(', ')} for ${size} events${last ? ' at the last attempt' : ''}: ${expected}`, () => {
      for (const status of statuses) assert.equal(judge(status, size, last), expected);
    });
  }
});

describe('a bounded map', () => {
  it('forgets what was not used for longest', () => {
    const map = createBoundedMap({ capacity: 2 });
    map.set('a', 1);
    map.set('b', 2);
    assert.equal(map.get('a'), 1);
    map.set('c', 3);
    assert.deepEqual(['a', 'b', 'c'].map(map.has), [true, false, true]);
  });

  it('forgets in the order of use, however often it was filled', () => {
    const map = createBoundedMap({ capacity: 7 });
    /** The same, slowly: the newest is the last. @type {number[]} */
    let model = [];
    for (let i = 0, key = 1; i < 5000; i += 1) {
      key = (key * 48271) % 2147483647;
      const name = key % 12;
      if (key % 3 > 0) map.set(name, i);
      else if (map.get(name) === undefined) continue;
      model = [...model.filter((known) => known !== name), name].slice(-7);
      const known = Array.from({ length: 12 }, (_, other) => other).filter(map.has);
      assert.deepEqual(
        known,
        [...model].sort((a, b) => a - b),
      );
    }
  });

  it('forgets after a time that use does not lengthen', () => {
    let now = 0;
    const map = createBoundedMap({ capacity: 2, ttlMs: 10, now: () => now });
    map.set('a', 1);
    now = 9;
    assert.equal(map.get('a'), 1);
    now = 10;
    assert.equal(map.get('a'), undefined);
    assert.equal(map.has('a'), false);
  });
});

describe('the token bucket', () => {
  it('refills evenly, never above its size, and survives a clock that goes back', () => {
    let now = 0;
    const limiter = createRateLimiter({ requests: 2, windowMs: 1000, capacity: 9, now: () => now });
    assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.take('a')], [0, 0, 500]);
    now = 250;
    assert.equal(limiter.take('a'), 250);
    now = 500;
    assert.equal(limiter.take('a'), 0);
    now = 100;
    assert.equal(limiter.take('a'), 500);
    now = 99999;
    assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.take('a')], [0, 0, 500]);
  });

  it('is bounded in users', () => {
    const limiter = createRateLimiter({ requests: 1, windowMs: 1000, capacity: 2, now: () => 0 });
    for (const user of ['a', 'b', 'c']) assert.equal(limiter.take(user), 0);
    assert.equal(limiter.take('c'), 1000);
    assert.equal(limiter.take('a'), 0, 'forgotten');
  });

  it('can be unlimited', () => {
    const limiter = createRateLimiter({
      requests: Infinity,
      windowMs: 1,
      capacity: 2,
      now: () => 0,
    });
    for (let i = 0; i < 1000; i += 1) assert.equal(limiter.take('a'), 0);
  });
});

describe('a host', () => {
  for (const [given, expected] of /** @type {[unknown, string | null][]} */ ([
    ['https://h.example', 'https://h.example'],
    [' https://H.example:443/ ', 'https://h.example'],
    ['https://h.example/a/b//', 'https://h.example/a/b'],
    ['https://h.example/?a=1#b', 'https://h.example'],
    ['h.example', null],
    ['https://u:p@h.example', null],
    ['https://u@h.example', null],
    ['file:///etc', null],
    ['data:text/plain,', null],
    ['', null],
    [7, null],
    [undefined, null],
  ])) {
    it(`${JSON.stringify(given)} is ${expected}`, () =>
      assert.equal(normalizeHost(given), expected));
  }
});
