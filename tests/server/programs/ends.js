/**
 * A program that ends in the way that it is told: `node ends.js <how> <PostHog>`. Says `ready` first, so that a test can send a
 * signal, and what it is told of problems.
 */
import { readFileSync } from 'node:fs';
import { createServerAnalytics } from '../../../js-glue/server/index.js';

const [, , how, host] = process.argv;

class ValueError extends Error {}

const analytics = createServerAnalytics({
  plan: readFileSync(new URL('../../../src/plans/agnes.json', import.meta.url), 'utf8'),
  posthog: { token: 'phc_test', host },
  limits: { flushMs: 60000, ...(how === 'three batches' && { batchEvents: 1 }) },
  onError: ({ code, count }) => console.log('problem', code, count),
  ...(how === 'own fetch' && { fetch: globalThis.fetch }),
});
if (how !== 'unwatched') {
  const stop = analytics.watchProcess({ component: 'web', deadlineMs: 1000 });
  if (how === 'stopped') stop();
}

const waiting = () => analytics.capture('$pageleave', { duration_ms: 5 });
const forever = () => setInterval(() => {}, 1000);
const fail = () => {
  throw new ValueError('invalid value of ann@example.org');
};

/** @type {Record<string, () => void>} */
const ends = {
  throw: fail,
  'throw later': () => void setTimeout(fail, 10),
  'throw a text': () => {
    const text = 'invalid value';
    throw text;
  },
  unwatched: fail,
  stopped: fail,
  reject: () => void Promise.reject(new ValueError('invalid value')),
  'own fetch': fail,
  'its own handler': () => {
    process.on('uncaughtException', () => process.exit(9));
    fail();
  },
  'goes on': () => {
    process.on('uncaughtException', () => console.log('goes on'));
    setTimeout(() => console.log('still here'), 50);
    setTimeout(fail, 5);
  },
  'own rejections': () => {
    const listener = () => console.log('heard');
    process.once('unhandledRejection', listener);
    Promise.reject(new ValueError('invalid value'));
    setTimeout(() => console.log('left', process.listenerCount('unhandledRejection')), 50);
  },
  'captured before': () => {
    const error = new ValueError('invalid value');
    analytics.captureException(error, { component: 'api' });
    throw error;
  },
  'exit 0': () => {
    waiting();
    process.exit(0);
  },
  'exit 3': () => {
    waiting();
    process.exit(3);
  },
  end: waiting,
  'three batches': () => {
    for (let i = 0; i < 3; i += 1) waiting();
    process.exit(0);
  },
  'in flight': () => {
    waiting();
    void analytics.flush();
    setTimeout(() => process.exit(0), 300);
  },
  'close first': () => {
    waiting();
    analytics.close(400).then(({ left }) => console.log('closed', left));
  },
  signal: () => {
    waiting();
    forever();
  },
  'signal handled': () => {
    waiting();
    process.on('SIGINT', () => process.exit(130));
    forever();
  },
};
console.log('ready');
ends[how]();
