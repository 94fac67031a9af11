/**
 * The endpoint under load, beside a route that only parses: events a second, the slowest answers, CPU time and memory. Each server has
 * a process of its own, and so has the stand-in receiver; the load comes from this one. On a machine of two cores they get in each
 * other's way, so that CPU time of a request says most.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
// @ts-expect-error -- it comes without types
import autocannon from 'autocannon';
import { anEvent, anonymizedBatch } from '../server/support.js';
import { event } from './measure.js';

/** @typedef {import('./endpoint-server.js').Usage} Usage */
/** @typedef {Awaited<ReturnType<typeof start>>} Server */
/** @typedef {{accepted: number, refused: number, p99: number, cpuUs: number}} Result of one run: events and requests a second, ms, µs */

const connectionCounts = [1, 50, 500];
const rounds = 3;
const seconds = 3;
const batchEvents = 20;
/** A load that the endpoint carries: 2,000 events a second. */
const soak = { seconds: 60, requestsPerSecond: 100, connections: 10 };
/** Until the queue is empty. */
const settleMs = 5000;
const megabyte = 1e6;

const program = fileURLToPath(new URL('endpoint-server.js', import.meta.url));

/** @param {string[]} args of endpoint-server.js */
async function start(...args) {
  const child = fork(program, args, { execArgv: ['--expose-gc'] });
  const [url] = await once(child, 'message');
  return {
    url: String(url),
    /**
     * @param {string} [wish] `collect garbage`: before it looks
     * @returns {Promise<Usage>}
     */
    async usage(wish = '') {
      child.send(wish);
      const [usage] = await once(child, 'message');
      return usage;
    },
    stop: () => child.disconnect(),
  };
}

/** Makes bodies of a batch as a page sends it; no event comes twice, since those would cost nothing. */
function createBodies() {
  const events = Array.from({ length: batchEvents }, () => ({
    ...anEvent(event.event, event.properties),
    uuid: '@',
  }));
  const [head, ...tails] = JSON.stringify(anonymizedBatch(...events)).split('"@"');
  let made = 0;
  const uuid = () => `"00000000-0000-4000-8000-${(made++).toString(16).padStart(12, '0')}"`;
  return () => tails.reduce((body, tail) => body + uuid() + tail, head);
}

/**
 * @param {Server} server
 * @param {() => string} body
 * @param {{connections: number, duration: number, overallRate?: number, ignoreCoordinatedOmission?: boolean}} load
 * @returns {Promise<Result>}
 */
async function press(server, body, load) {
  const before = await server.usage();
  const answers = await autocannon({
    ...load,
    url: `${server.url}/api/analytics/capture`,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        /** @param {object} request */
        setupRequest: (request) => ({ ...request, body: body() }),
      },
    ],
  });
  const { cpuUs } = await server.usage();
  const { '2xx': taken, non2xx, duration, latency, errors } = answers;
  if (errors > 0) throw new Error(`${errors} requests had no answer`);
  return {
    accepted: (taken * batchEvents) / duration,
    refused: non2xx / duration,
    p99: latency.p99,
    cpuUs: (cpuUs - before.cpuUs) / (taken + non2xx),
  };
}

/** @param {Result[]} results @param {keyof Result} name */
function median(results, name) {
  return results.map((result) => result[name]).sort((a, b) => a - b)[results.length >> 1];
}

/**
 * Interleaved rounds, the first one to warm up.
 *
 * @param {Record<'floor' | 'endpoint', Server>} servers
 * @param {() => string} body
 */
async function measureLoad(servers, body) {
  /** @type {Record<string, Record<string, number | string>>} */
  const table = {};
  for (const connections of connectionCounts) {
    /** @type {Record<'floor' | 'endpoint', Result[]>} */
    const seen = { floor: [], endpoint: [] };
    for (let round = 0; round <= rounds; round++) {
      for (const name of /** @type {const} */ (['floor', 'endpoint'])) {
        const result = await press(servers[name], body, { connections, duration: seconds });
        if (round > 0) seen[name].push(result);
      }
    }
    table[`${connections} connections`] = rowOf(seen);
  }
  return table;
}

/** @param {Record<'floor' | 'endpoint', Result[]>} seen */
function rowOf({ floor, endpoint }) {
  const [floorUs, cpuUs] = [median(floor, 'cpuUs'), median(endpoint, 'cpuUs')];
  const [most, accepted] = [median(floor, 'accepted'), median(endpoint, 'accepted')];
  return {
    'events/s, floor': Math.round(most),
    'events/s accepted': Math.round(accepted),
    'of the floor': (accepted / most).toFixed(3),
    'refused requests/s': Math.round(median(endpoint, 'refused')),
    'p99 ms, floor': median(floor, 'p99'),
    'p99 ms': median(endpoint, 'p99'),
    'CPU µs a request, floor': Math.round(floorUs),
    'CPU µs a request': Math.round(cpuUs),
    '× the floor': (cpuUs / floorUs).toFixed(1),
  };
}

/**
 * Memory under a steady load: resident each second, and on the heap in use before and after it.
 *
 * @param {Server} server
 * @param {() => string} body
 */
async function measureSoak(server, body) {
  /** @type {number[]} */
  const rss = [];
  const heapBefore = await heapOf(server);
  const timer = setInterval(async () => rss.push((await server.usage()).rss / megabyte), 1000);
  const { connections, requestsPerSecond } = soak;
  const load = {
    connections,
    duration: soak.seconds,
    overallRate: requestsPerSecond,
    ignoreCoordinatedOmission: true,
  };
  const result = await press(server, body, load).finally(() => clearInterval(timer));
  await sleep(settleMs);
  const third = Math.floor(rss.length / 3);
  const mean = (/** @type {number[]} */ values) =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    'events/s accepted': Math.round(result.accepted),
    'refused requests/s': Math.round(result.refused),
    'p99 ms': result.p99,
    'CPU µs a request': Math.round(result.cpuUs),
    'RSS MB, first third': mean(rss.slice(0, third)),
    'second third': mean(rss.slice(third, -third)),
    'last third': mean(rss.slice(-third)),
    'heap MB before': heapBefore,
    after: await heapOf(server),
  };
}

/** @param {Server} server @returns {Promise<number>} MB of the heap in use, without garbage */
async function heapOf(server) {
  const { heap } = await server.usage('collect garbage');
  return Math.round(heap / megabyte);
}

export async function measureEndpoint() {
  const receiver = await start('receiver');
  const servers = { floor: await start('floor'), endpoint: await start('endpoint', receiver.url) };
  const body = createBodies();
  try {
    const fresh = await heapOf(servers.endpoint);
    console.log(`\nEndpoint: batches of ${batchEvents} events, ${body().length} bytes`);
    console.table(await measureLoad(servers, body));
    const { rss } = await servers.endpoint.usage();
    await sleep(settleMs);
    const heap = await heapOf(servers.endpoint);
    console.log(
      `Heap in use: ${fresh} MB fresh, ${heap} MB after that; RSS ${Math.round(rss / megabyte)} MB`,
    );
    console.log(`\nEndpoint: ${soak.requestsPerSecond} requests/s for ${soak.seconds} s`);
    console.table([await measureSoak(servers.endpoint, body)]);
  } finally {
    for (const server of [receiver, ...Object.values(servers)]) server.stop();
  }
}
