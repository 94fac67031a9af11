/** Commands of a command line that fail, end and are cut short. Real processes and codes. */
import assert from 'node:assert/strict';
import { runCommand } from '../../js-glue/server/index.js';
import { runProgram } from './support-programs.js';
import { startAnalytics, startReceiver, stopAll } from './support.js';

/**
 * @param {string} name
 * @param {string[]} [argv]
 * @param {Parameters<typeof runProgram>[2] & {fault?: import('../support/receiver.js').Fault}} [options]
 */
async function ran(name, argv = [], { fault, ...options } = {}) {
  const receiver = await startReceiver();
  if (fault) receiver.fail(fault);
  const end = await runProgram('command', [name, receiver.url, ...argv], options);
  return { ...end, receiver, events: receiver.events };
}

describe('a command of a command line', () => {
  afterEach(stopAll);

  it('that fails is captured with component and name, delivered, and its error thrown on (A40, A44-A47); the earlier one printed a line and exited instead', async () => {
    const { code, stderr, stdout, events } = await ran('query', ['--sql', 'select ann']);
    assert.equal(code, 1);
    assert.match(stderr, /TypeError: invalid --sql/);
    assert.ok(!stdout.includes('result'));
    assert.equal(events.length, 1);
    const [{ event, properties }] = events;
    assert.equal(event, '$exception');
    assert.equal(properties.component, 'cli');
    assert.equal(properties.command, 'query');
    assert.equal(properties.error_kind, 'unhandled');
    assert.equal(properties.$exception_type, 'TypeError');
    assert.equal(properties.$exception_handled, false);
  });

  it('never says its arguments (A45); the earlier one sent 512 characters of them', async () => {
    const { receiver } = await ran('query', ['ann@example.org', 'select * from customers']);
    assert.equal(receiver.requests.length, 1);
    assert.ok(!/ann@|select|customers|argv/.test(receiver.requests[0].text));
  });

  it('that cannot reach anybody is of the kind transport (A45)', async () => {
    const { url: nobody, close } = await startReceiver();
    await close();
    const { code, events } = await ran('pull', [nobody]);
    assert.equal(code, 1);
    assert.deepEqual(
      [events[0].properties.error_kind, events[0].properties.command],
      ['transport', 'pull'],
    );
  });

  it('that the plan does not know is other (A45)', async () => {
    const { events, receiver } = await ran('ann');
    assert.equal(events[0].properties.command, 'other');
    assert.ok(!receiver.requests[0].text.includes('"ann"'));
  });

  it('that succeeds gives its result, and no error is told (A48)', async () => {
    const { code, stdout, events } = await ran('status');
    assert.equal(code, 0);
    assert.match(stdout, /result fine/);
    assert.deepEqual(events, []);
  });

  it('that shows its help by an error, calls process.exit, or is interrupted is no error (A48)', async () => {
    const help = await ran('setup');
    assert.deepEqual([help.code, help.events], [1, []]);
    assert.match(help.stderr, /HelpShown|usage/);
    const exit = await ran('update');
    assert.deepEqual([exit.code, exit.events], [4, []]);
    const interrupted = await ran('sync', [], { signal: 'SIGINT' });
    assert.deepEqual([interrupted.signal, interrupted.events], ['SIGINT', []]);
  });

  it('has its calls of models delivered before it ends (A51)', async () => {
    const { code, stdout, events } = await ran('ask');
    assert.equal(code, 0);
    assert.match(stdout, /result an answer/);
    assert.deepEqual(
      events.map(({ event, properties }) => [event, properties.component, properties.$ai_model]),
      [['$ai_generation', 'cli', 'gpt-5']],
    );
  });

  it('waits for a PostHog that does not answer no longer than its deadline (A46)', async () => {
    const { code, stderr, ms } = await ran('query', ['x'], { fault: { delayMs: 30000 } });
    assert.equal(code, 1);
    assert.match(stderr, /TypeError/);
    assert.ok(ms > 900 && ms < 4000, `${ms} ms`);
  });

  it('throws on the very error, whatever it is, also where analytics are off (A47, A50)', async () => {
    const { analytics, receiver } = await startAnalytics({ disabled: true });
    for (const error of [new Error('x'), 'text', undefined]) {
      const fails = runCommand(analytics, 'query', () => Promise.reject(error));
      await fails.then(
        () => assert.fail('resolved'),
        (thrown) => assert.equal(thrown, error),
      );
    }
    assert.deepEqual(receiver.requests, []);
  });
});
