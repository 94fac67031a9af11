import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openSpool } from '../../js-glue/server/spool/index.js';
import { createRandom, seedFrom } from '../support/random.js';
import { temporaryFiles } from '../support/temporary-files.js';
import { anEvent, anonymizedBatch, startEndpoint, stopAll } from './support.js';
import { installedLevel, isInFiles } from './support-spool.js';

/** Damaged copies of a spool; `SPOOL_DAMAGES=2000` for more. */
const DAMAGES = Number(process.env.SPOOL_DAMAGES ?? 60);

const HELD = { flushMs: 60000, batchEvents: 1000 };

/** Makes a module that is there one that is not. */
const HIDING = `data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    export const resolve = (name, context, next) => next(name === 'classic-level' ? 'not-there' : name, context);
  \`));`)}`;

describe('a spool without its package', () => {
  it('says what to install', async () => {
    const entry = new URL('../../js-glue/server/spool/index.js', import.meta.url).href;
    const code = `import { openSpool } from '${entry}';
      await openSpool({ folder: 'unused' }).catch((error) => console.log(error.code, error.message));`;
    const argv = ['--import', HIDING, '--input-type=module', '--eval', code];
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    assert.match(stdout, /^spool_package .*npm install classic-level\n$/);
  });
});

describe('a spool on disk', () => {
  const { folder, remove } = temporaryFiles({ 'a-file': '' });
  after(remove);
  afterEach(stopAll);
  let count = 0;
  const freshFolder = () => join(folder, String((count += 1)), 'spool');

  before(async function skipWithoutPackage() {
    if ((await installedLevel()) === null) this.skip();
  });

  /** @param {string} at @param {number} events one a batch */
  async function fill(at, events) {
    const endpoint = await startEndpoint({ spool: await openSpool({ folder: at }), limits: HELD });
    const posted = Array.from({ length: events }, () => anEvent());
    for (const event of posted) await endpoint.capture(anonymizedBatch(event));
    endpoint.receiver.fail({ times: 100, status: 503 });
    await endpoint.handler.close(0);
    return posted.map(({ uuid }) => uuid);
  }

  it('makes its folder, for its user alone', async () => {
    const at = freshFolder();
    await fill(at, 1);
    assert.equal(statSync(at).mode & 0o777, 0o700);
  });

  for (const [name, at] of [
    ['below a file', 'a-file/spool'],
    ['that is a file', 'a-file'],
  ]) {
    it(`refuses a folder ${name}, in words that name no event`, async () => {
      await assert.rejects(openSpool({ folder: join(folder, at) }), {
        name: 'SpoolError',
        code: 'spool_folder',
      });
    });
  }

  it('has all that it said was saved, though writes broke off half-way', async function full() {
    if (process.platform === 'win32') this.skip();
    this.timeout(60000);
    const at = freshFolder();
    const program = fileURLToPath(new URL('programs/fills.js', import.meta.url));
    // Files of at most 300 blocks: the store's log breaks off at the limit, in the middle of a write.
    const shell = `trap '' XFSZ; ulimit -f 300; exec "$0" "$@"`;
    const argv = ['-c', shell, process.execPath, program, at, '1000'];
    const { stdout } = await promisify(execFile)('bash', argv).catch((error) => error);
    const { saved, failures } = JSON.parse(stdout);
    assert.ok(failures > 2 && failures < 100, `${failures} failures of 1000`);
    const spool = await openSpool({ folder: at });
    const { lines, corrupt } = spool.begin(() => {});
    await spool.close();
    assert.deepEqual({ lines: lines.length, corrupt }, { lines: saved, corrupt: 0 });
  });

  it('refuses a folder that is open, also in the same process, until it is closed', async () => {
    const at = freshFolder();
    await fill(at, 3);
    const first = await openSpool({ folder: at });
    const files = storeFiles(at);
    await assert.rejects(openSpool({ folder: at }), { code: 'spool_locked' });
    assert.deepEqual(storeFiles(at), files, 'nor does it repair what another one has');
    await first.close();
    await (await openSpool({ folder: at })).close();
  });

  it('has nothing of a delivered event in its files once it is closed', async () => {
    const at = freshFolder();
    const [left] = await fill(at, 1);
    assert.ok(isInFiles(at, left));
    const endpoint = await startEndpoint({ spool: await openSpool({ folder: at }) });
    assert.equal((await endpoint.delivered()).length, 1);
    await endpoint.handler.close();
    assert.ok(!isInFiles(at, left));
  });

  it('goes on with what is left of a log that is torn', async () => {
    const at = freshFolder();
    const uuids = await fill(at, 10);
    const log = logOf(at);
    writeFileSync(log, readFileSync(log).subarray(0, -100));
    const endpoint = await startEndpoint({ spool: await openSpool({ folder: at }) });
    const arrived = (await endpoint.delivered()).map(({ uuid }) => uuid);
    assert.deepEqual(arrived, uuids.slice(0, 9));
  });

  it('is repaired where the store does not know its files any more, and that is told', async () => {
    const at = freshFolder();
    const uuids = await fill(at, 10);
    writeFileSync(join(at, 'CURRENT'), 'MANIFEST-000099\n');
    const endpoint = await startEndpoint({ spool: await openSpool({ folder: at }) });
    assert.deepEqual(endpoint.problems, [{ code: 'spool_corrupt', count: 1 }]);
    const arrived = (await endpoint.delivered()).map(({ uuid }) => uuid);
    assert.deepEqual(arrived, uuids);
  });

  it(`opens after any damage, and gives nothing that was not written (${DAMAGES} damages)`, async function damages() {
    this.timeout(60000 + DAMAGES * 500);
    const random = createRandom(seedFrom('SPOOL_SEED'));
    const at = freshFolder();
    await fill(at, 120);
    const whole = await openSpool({ folder: at });
    const { lines } = whole.begin(() => {});
    await whole.close();
    const written = new Set(lines.map(({ line }) => line));
    assert.equal(written.size, 120);
    const outcomes = { uncounted: 0, counted: 0, refused: 0 };
    for (let i = 0; i < DAMAGES; i += 1) {
      const copy = join(folder, 'copy');
      cpSync(at, copy, { recursive: true });
      damage(copy, random);
      const { left, code } = await readBack(copy);
      if (left) {
        assert.deepEqual(
          readdirSync(copy).filter((name) => name === 'lost'),
          [],
        );
        for (const { line } of left.lines) assert.ok(written.has(line));
        assert.ok(left.lines.length + left.corrupt <= 121);
        outcomes[left.corrupt > 0 ? 'counted' : 'uncounted'] += 1;
      } else {
        assert.match(String(code), /^spool_(unreadable|folder)$/);
        outcomes.refused += 1;
      }
      rmSync(copy, { recursive: true });
    }
    assert.ok(outcomes.refused <= DAMAGES / 20, 'a repair is the rule');
    console.log(`      ${JSON.stringify(outcomes)}`);
    assert.ok(outcomes.counted > 0);
  });
});

/** @param {string} at */
const storeFiles = (at) => readdirSync(at).filter((name) => !name.startsWith('LOG'));

/** @param {string} at @returns {string} the store's log that holds the lines */
function logOf(at) {
  const name = readdirSync(at).find(
    (one) => one.endsWith('.log') && statSync(join(at, one)).size > 0,
  );
  if (name === undefined) throw new Error('no log');
  return join(at, name);
}

/** @param {string} at @param {import('../support/random.js').Random} random */
function damage(at, random) {
  const names = readdirSync(at).filter(
    (name) => name !== 'LOCK' && statSync(join(at, name)).size > 0,
  );
  const file = join(at, random.pick(names));
  const bytes = readFileSync(file);
  if (random.chance(0.2)) {
    writeFileSync(file, bytes.subarray(0, random.below(bytes.length)));
    return;
  }
  for (let i = random.between(1, 8); i > 0; i -= 1)
    bytes[random.below(bytes.length)] ^= random.between(1, 255);
  writeFileSync(file, bytes);
}

/** @param {string} at */
async function readBack(at) {
  try {
    const spool = await openSpool({ folder: at });
    const left = spool.begin(() => {});
    await spool.close();
    return { left };
  } catch (error) {
    return { code: /** @type {{code?: string}} */ (error).code };
  }
}
