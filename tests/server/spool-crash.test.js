import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRandom, seedFrom } from '../support/random.js';
import { createReceiver } from '../support/receiver.js';
import { temporaryFiles } from '../support/temporary-files.js';
import { anEvent, anonymizedBatch, call } from './support.js';
import { installedLevel } from './support-spool.js';

const PROGRAM = fileURLToPath(new URL('programs/spools.js', import.meta.url));

/** Rounds of kill and restart; `SPOOL_ROUNDS=500` for more. */
const ROUNDS = Number(process.env.SPOOL_ROUNDS ?? 20);

/** Clients that post at the same time, each one batch after the other. */
const CLIENTS = 4;

/**
 * The endpoint in a process of its own.
 *
 * @param {string} folder
 * @param {string} receiver
 */
async function startProcess(folder, receiver) {
  const { PATH, NODE_OPTIONS } = process.env;
  const child = spawn(process.execPath, [PROGRAM, folder, receiver], {
    env: { PATH, ...(NODE_OPTIONS && { NODE_OPTIONS }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {string[]} */
  const lines = [];
  const output = createInterface(child.stdout);
  output.on('line', (line) => lines.push(line));
  const ended = once(child, 'close');
  await Promise.race([once(output, 'line'), ended]);
  const base = () => lines.find((line) => line.startsWith('ready '))?.slice('ready '.length);
  while (child.exitCode === null && base() === undefined) await sleep(5);
  return {
    lines,
    base: base() ?? '',
    /** @param {NodeJS.Signals} signal */
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/**
 * Posts batches until the endpoint is gone, a batch without an answer again to the next one.
 *
 * @param {import('../support/random.js').Random} random
 */
function createClient(random) {
  /** In order. @type {string[]} */
  const acknowledged = [];
  /** @type {ReturnType<typeof anEvent>[]} */
  let batch = [];
  return {
    acknowledged,
    /** @param {string} base */
    async post(base) {
      for (;;) {
        if (batch.length === 0)
          batch = Array.from({ length: random.between(1, 20) }, () => anEvent());
        const answer = await call(`${base}/capture`, { body: anonymizedBatch(...batch) }).catch(
          () => null,
        );
        if (answer === null) return;
        if (answer.status === 503) {
          await sleep(5); // the queue is full
          continue;
        }
        if (answer.status !== 204) throw new Error(`answered ${answer.status}`);
        acknowledged.push(...batch.map(({ uuid }) => uuid));
        batch = [];
      }
    },
  };
}

/** @param {string[]} ids @param {string[]} order which holds each of them */
function isInOrder(ids, order) {
  const places = new Map(order.map((id, place) => [id, place]));
  const found = ids.map((id) => places.get(id) ?? -1);
  return found.every((place, index) => index === 0 || place > found[index - 1]);
}

describe('an endpoint with a spool that is killed', () => {
  before(async function skipWithoutPackage() {
    if ((await installedLevel()) === null) this.skip();
  });

  const { folder, remove } = temporaryFiles({});
  after(remove);

  it(`${ROUNDS} times at any moment delivers all that it acknowledged, in order (V7)`, async function rounds() {
    this.timeout(60000 + ROUNDS * 3000);
    const seed = seedFrom('SPOOL_SEED');
    const random = createRandom(seed);
    const clients = Array.from({ length: CLIENTS }, () => createClient(random));
    const spool = `${folder}/rounds`;
    let receiver = await createReceiver();
    const { url } = receiver;
    const port = Number(new URL(url).port);
    await receiver.close();
    /** In the order of arrival, again and again. @type {string[]} */
    const arrived = [];
    const lost = [];

    for (let round = 0; round < ROUNDS; round += 1) {
      const isUp = random.chance(0.4);
      if (isUp) receiver = await createReceiver({ port });
      const endpoint = await startProcess(spool, url);
      lost.push(...endpoint.lines.filter((line) => line.startsWith('spool')));
      const posting = clients.map((client) => client.post(endpoint.base));
      await sleep(random.between(0, 250));
      await endpoint.end('SIGKILL');
      await Promise.all(posting);
      if (!isUp) continue;
      arrived.push(...receiver.batches.flat().map(({ uuid }) => uuid));
      await receiver.close();
    }

    receiver = await createReceiver({ port });
    const endpoint = await startProcess(spool, url);
    await endpoint.end('SIGTERM');
    arrived.push(...receiver.batches.flat().map(({ uuid }) => uuid));
    await receiver.close();

    const unique = [...new Set(arrived)];
    const held = new Set(arrived);
    const missing = clients.flatMap(({ acknowledged }) =>
      acknowledged.filter((uuid) => !held.has(uuid)),
    );
    const count = clients.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    console.log(
      `      seed ${seed}: ${ROUNDS} kills, ${count} acknowledged, ${missing.length} missing, ` +
        `${arrived.length} deliveries of ${unique.length} events`,
    );
    assert.ok(count > ROUNDS, 'hardly anything was posted');
    assert.deepEqual(lost, []);
    assert.deepEqual(missing, []);
    assert.deepEqual(endpoint.lines.slice(1), ['left 0']);
    for (const { acknowledged } of clients) assert.ok(isInOrder(acknowledged, unique));
  });

  it('keeps its folder from a second process, and leaves it to the next', async () => {
    const spool = `${folder}/locked`;
    const first = await startProcess(spool, 'http://127.0.0.1:9');
    const second = await startProcess(spool, 'http://127.0.0.1:9');
    assert.deepEqual(second.lines, ['spool_locked']);
    await first.end('SIGKILL');
    const third = await startProcess(spool, 'http://127.0.0.1:9');
    assert.notEqual(third.base, '');
    await third.end('SIGKILL');
  });
});
