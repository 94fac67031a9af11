/** What is reported of a process that ends, and that it ends as it would otherwise. Real processes, codes and signals. */
import assert from 'node:assert/strict';
import { runProgram } from './support-programs.js';
import { startAnalytics, startReceiver, stopAll, until } from './support.js';

/**
 * @param {string} how
 * @param {Parameters<typeof runProgram>[2] & {fault?: import('../support/receiver.js').Fault}} [options]
 */
async function ended(how, { fault, ...options } = {}) {
  const receiver = await startReceiver();
  if (fault) receiver.fail(fault);
  const end = await runProgram('ends', [how, receiver.url], options);
  const { events } = receiver;
  return {
    ...end,
    receiver,
    events,
    exceptions: events.filter(({ event }) => event === '$exception'),
  };
}

describe('watchProcess', () => {
  afterEach(stopAll);

  for (const how of ['throw', 'throw later', 'reject']) {
    it(`${how}: an error that nobody caught is delivered before the process ends as Node ends it (A1)`, async () => {
      const { code, signal, stderr, exceptions } = await ended(how);
      assert.deepEqual([code, signal], [1, null]);
      assert.match(stderr, /ValueError.*invalid value/);
      assert.equal(exceptions.length, 1);
      const [{ properties }] = exceptions;
      assert.equal(properties.$exception_type, 'ValueError');
      assert.equal(properties.$exception_handled, false);
      assert.equal(properties.component, 'web');
      assert.equal(properties.error_kind, 'unhandled');
      assert.match(properties.$exception_message, /^invalid value/);
      assert.ok(!JSON.stringify(properties).includes('ann@example.org'));
    });
  }

  it('what is thrown need not be an error (A1)', async () => {
    const { code, exceptions } = await ended('throw a text');
    assert.equal(code, 1);
    assert.deepEqual(
      exceptions.map(({ properties }) => properties.$exception_type),
      ['UnknownError'],
    );
  });

  it('an error that was captured before is told once', async () => {
    const { code, exceptions } = await ended('captured before');
    assert.equal(code, 1);
    assert.deepEqual(
      exceptions.map(({ properties }) => properties.component),
      ['api'],
    );
  });

  for (const how of ['unwatched', 'stopped']) {
    it(`${how}, nothing is told`, async () => {
      const { code, events } = await ended(how);
      assert.equal(code, 1);
      assert.deepEqual(events, []);
    });
  }

  it('leaves the code of an application that ends the process itself', async () => {
    const { code, exceptions } = await ended('its own handler');
    assert.equal(code, 9);
    assert.equal(exceptions.length, 1);
  });

  it('lets a process go on that its application keeps alive, and holds nothing up before it ends', async () => {
    const { code, stdout, exceptions } = await ended('goes on');
    assert.equal(code, 0);
    assert.match(stdout, /goes on\nstill here/);
    assert.equal(exceptions.length, 1);
  });

  it('hears of rejections that the application listens for, and listens no longer than it does', async () => {
    const { code, stdout, exceptions } = await ended('own rejections');
    assert.equal(code, 0);
    assert.match(stdout, /heard\nleft 0/);
    assert.equal(exceptions.length, 1);
  });

  for (const mode of ['warn', 'none']) {
    it(`leaves a rejection alone where Node is told to ${mode}`, async () => {
      const { code, exceptions } = await ended('reject', {
        options: [`--unhandled-rejections=${mode}`],
      });
      assert.equal(code, 0);
      assert.deepEqual(exceptions, []);
    });
  }

  for (const [how, expected] of /** @type {[string, number][]} */ ([
    ['exit 0', 0],
    ['exit 3', 3],
    ['end', 0],
  ])) {
    it(`${how} is no error, and what waits is delivered (A48)`, async () => {
      const { code, events } = await ended(how);
      assert.equal(code, expected);
      assert.deepEqual(
        events.map(({ event }) => event),
        ['$pageleave'],
      );
    });
  }

  it('SIGINT is no error, and ends the process by the signal (A48); there is no time then to deliver anything', async () => {
    const { code, signal, events } = await ended('signal', { signal: 'SIGINT' });
    assert.deepEqual([code, signal], [null, 'SIGINT']);
    assert.deepEqual(events, []);
  });

  it('SIGINT that the application handles is no error, and what waits is delivered (A48)', async () => {
    const { code, signal, events } = await ended('signal handled', { signal: 'SIGINT' });
    assert.deepEqual([code, signal], [130, null]);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['$pageleave'],
    );
  });

  it('a PostHog that does not answer holds an exit up for the deadline and no longer', async () => {
    const { code, stdout, ms } = await ended('exit 3', { fault: { delayMs: 30000 } });
    assert.equal(code, 3);
    assert.ok(ms > 900 && ms < 4000, `${ms} ms`);
    assert.match(stdout, /problem exit_left 1/);
  });

  it('several batches leave one after another, and share the deadline', async () => {
    const good = await ended('three batches');
    assert.deepEqual([good.code, good.events.length, good.receiver.requests.length], [0, 3, 3]);
    const bad = await ended('three batches', { fault: { delayMs: 30000, times: 3 } });
    assert.ok(bad.ms > 900 && bad.ms < 2000, `${bad.ms} ms`);
    assert.match(bad.stdout, /problem exit_left 3/);
  });

  it('a PostHog that refuses holds nothing up, and what is left is told', async () => {
    const { code, stdout, ms } = await ended('exit 3', { fault: { status: 500 } });
    assert.equal(code, 3);
    assert.ok(ms < 1000, `${ms} ms`);
    assert.match(stdout, /problem exit_left 1/);
  });

  it('a fetch of the application cannot be called then; what is left is told', async () => {
    const { code, stdout, events } = await ended('own fetch');
    assert.equal(code, 1);
    assert.match(stdout, /problem exit_left 1/);
    assert.deepEqual(events, []);
  });

  it('after close() nothing is tried again', async () => {
    const fault = { delayMs: 30000, times: 5 };
    const { code, stdout, ms, receiver } = await ended('close first', { fault });
    assert.equal(code, 0);
    assert.match(stdout, /closed 1/);
    assert.ok(ms < 1200, `${ms} ms`);
    assert.equal(receiver.requests.length, 1);
  });

  it('a batch on its way is sent once more, and by its ids is the same', async () => {
    const { code, events, receiver } = await ended('in flight', { fault: { delayMs: 1500 } });
    assert.equal(code, 0);
    await until(() => receiver.requests.every(({ status }) => status === 200));
    assert.equal(receiver.requests.length, 2);
    assert.equal(events.length, 1);
  });

  it('can be called twice and stopped, and leaves no listener behind', async () => {
    const names = [
      'uncaughtExceptionMonitor',
      'exit',
      'newListener',
      'removeListener',
      'unhandledRejection',
    ];
    const count = () => names.map((name) => process.listenerCount(/** @type {any} */ (name)));
    const before = count();
    const { analytics } = await startAnalytics();
    const stop = analytics.watchProcess();
    assert.equal(analytics.watchProcess(), stop);
    stop();
    stop();
    assert.deepEqual(count(), before);
  });
});
