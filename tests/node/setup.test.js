import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentOf } from '../../.ci/build.mjs';
import { fetchCjson, version } from '../../.ci/fetch-cjson.mjs';
import { root, run } from '../../.ci/process.mjs';
import { setup, summaryOf } from '../../.ci/setup.mjs';
import { junitCounts, settled } from '../../.ci/stages.mjs';
import { finalLine, stagesOf } from '../../.ci/test.mjs';
import { missingTools, skipReason, toolPath, tools } from '../../.ci/tools.mjs';

const commands = {
  cmake: 'cmake',
  'ninja-build': 'ninja',
  emscripten: 'emcc',
  gcc: 'gcc',
  'clang-tidy': 'clang-tidy',
  'clang-format': 'clang-format',
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  'webkit2gtk-driver': 'WebKitWebDriver',
  xvfb: 'xvfb-run',
};

/** @type {string} */
let folder;
/** @type {string} */
let bin;

/**
 * @param {string} name
 * @param {string} [body]
 */
function addCommand(name, body = '') {
  writeFileSync(join(bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** A machine that has every tool, in a folder of its own, with an `npm` that only notes that it was called. */
function addEveryTool() {
  for (const name of [...Object.values(commands), 'xauth']) addCommand(name);
  const runtime = join(folder, 'llvm', 'lib', 'clang', '14.0.6', 'lib', 'linux');
  mkdirSync(runtime, { recursive: true });
  writeFileSync(join(runtime, 'libclang_rt.fuzzer-x86_64.a'), '');
  mkdirSync(join(folder, 'llvm', 'bin'));
  writeFileSync(join(folder, 'llvm', 'bin', 'clang'), '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync(join(folder, 'llvm', 'bin', 'clang'), join(bin, 'clang'));
  addCommand(
    'npm',
    'echo "$@" >>npm-calls; mkdir -p node_modules; echo {} >node_modules/.package-lock.json',
  );
}

/** A checkout with a lock file and cJSON sources, so that only what a test takes away is missing. */
function addCheckout() {
  writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3}\n');
  const cjson = join(folder, 'build', `cjson-${version}`);
  mkdirSync(cjson, { recursive: true });
  for (const name of ['cJSON.c', 'cJSON.h', 'LICENSE']) writeFileSync(join(cjson, name), '');
}

/** @param {Record<string, string>} [more] */
function environment(more = {}) {
  return { PATH: bin, HOME: folder, ...more };
}

/** @param {string} name */
function linesOf(name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

/**
 * @param {import('../../.ci/tools.mjs').Purpose} purpose
 * @param {{more?: Record<string, string>, uid?: number}} [options]
 */
async function setUp(purpose, { more, uid = 1000 } = {}) {
  /** @type {string[]} */
  const said = [];
  const log = (/** @type {string} */ text) => void said.push(text);
  const result = await setup(purpose, { env: environment(more), folder, log, uid });
  return { ...result, said: said.join('\n') };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-test-'));
  bin = join(folder, 'bin');
  mkdirSync(bin);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('fetching cJSON', () => {
  /** A well-formed tarball with all the expected names and other contents. */
  function tamperedTarball() {
    const source = join(folder, `cJSON-${version}`);
    mkdirSync(source);
    for (const name of ['cJSON.c', 'cJSON.h', 'LICENSE']) writeFileSync(join(source, name), 'x');
    const tarball = join(folder, 'tampered.tar.gz');
    execFileSync('tar', ['-czf', tarball, '-C', folder, `cJSON-${version}`]);
    return pathToFileURL(tarball).href;
  }
  const silent = () => {};

  it('refuses a tarball of another hash and unpacks nothing of it', async () => {
    const env = { CJSON_URL: tamperedTarball() };
    await assert.rejects(fetchCjson({ env, folder, log: silent }), /SHA-256 is [0-9a-f]{64}/);
    assert.equal(existsSync(join(folder, 'build')), false);
  });

  it('takes what is there without reading the address', async () => {
    addCheckout();
    const env = { CJSON_URL: pathToFileURL(join(folder, 'absent')).href };
    const found = await fetchCjson({ env, folder, log: silent });
    assert.equal(found, join(folder, 'build', `cjson-${version}`));
  });

  it('does not take a folder that lacks a file for complete', async () => {
    addCheckout();
    rmSync(join(folder, 'build', `cjson-${version}`, 'cJSON.h'));
    const env = { CJSON_URL: tamperedTarball() };
    await assert.rejects(fetchCjson({ env, folder, log: silent }), /SHA-256/);
  });

  it('lets CJSON_SOURCE_DIR override, and checks that it holds the sources', async () => {
    addCheckout();
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const options = { env: { CJSON_SOURCE_DIR: elsewhere }, folder, log: silent };
    await assert.rejects(fetchCjson(options), /CJSON_SOURCE_DIR has no cJSON\.c/);
    for (const name of ['cJSON.c', 'cJSON.h']) writeFileSync(join(elsewhere, name), '');
    assert.equal(await fetchCjson(options), elsewhere);
  });

  it('fetches nothing where installing is forbidden', async () => {
    const env = { CJSON_URL: tamperedTarball(), SECOND_ANALYTICS_NO_INSTALL: '1' };
    await assert.rejects(fetchCjson({ env, folder, log: silent }), /forbids/);
  });
});

describe('recognizing tools', () => {
  it('knows a command for every tool it asks for', () => {
    addEveryTool();
    assert.deepEqual(missingTools('test', environment()), []);
    assert.equal(
      skipReason(
        tools.map((tool) => tool.name),
        environment(),
      ),
      null,
    );
  });

  for (const [name, command] of Object.entries(commands)) {
    it(`names ${name} when ${command} is not on the path`, () => {
      addEveryTool();
      rmSync(join(bin, command));
      const missing = missingTools('test', environment()).map((tool) => tool.name);
      assert.deepEqual(missing, [name]);
      assert.equal(skipReason([name, 'clang'], environment()), `${name} (not installed)`);
    });
  }

  it('looks for the sanitizer runtime of the clang that would be used', () => {
    addEveryTool();
    assert.match(toolPath('libclang-rt', environment()) ?? '', /llvm.*libclang_rt\.fuzzer/);
    rmSync(join(folder, 'llvm', 'lib'), { recursive: true });
    assert.equal(toolPath('libclang-rt', environment()), null);
  });

  it('does not take xvfb-run alone for enough, as it cannot start without xauth', () => {
    addEveryTool();
    rmSync(join(bin, 'xauth'));
    assert.equal(skipReason(['xvfb'], environment()), 'xvfb (not installed)');
  });

  it('asks for no browser and no second compiler where only the example starts', () => {
    const names = missingTools('start', environment()).map((tool) => tool.name);
    assert.deepEqual(names, ['cmake', 'ninja-build', 'emscripten']);
  });

  it('does not take a file that may not be executed for a command', () => {
    writeFileSync(join(bin, 'gcc'), '', { mode: 0o644 });
    assert.equal(toolPath('gcc', environment()), null);
  });
});

describe('setting up', () => {
  it('installs the node modules once and again only for another lock file', async () => {
    addEveryTool();
    addCheckout();
    const first = await setUp('test');
    assert.deepEqual([first.skipped, first.failed], [[], []]);
    assert.match(linesOf('npm-calls')[0], /^ci --ignore-scripts/);
    const second = await setUp('test');
    assert.equal(second.said, '');
    assert.equal(linesOf('npm-calls').length, 1);
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}\n');
    await setUp('test');
    assert.equal(linesOf('npm-calls').length, 2);
  });

  it('reports node modules that cannot be installed as a failure', async () => {
    addEveryTool();
    addCheckout();
    addCommand('npm', 'exit 7');
    assert.deepEqual((await setUp('test')).failed, ['node modules (npm ci ended with code 7)']);
  });

  it('installs nothing through a link, which would empty what it leads to', async () => {
    addEveryTool();
    addCheckout();
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, 'node_modules'));
    const [failed] = (await setUp('test')).failed;
    assert.match(failed, /node_modules is a link/);
    assert.deepEqual(linesOf('npm-calls'), []);
  });

  it('installs nothing where that is forbidden, and names what is missing', async () => {
    addEveryTool();
    addCheckout();
    addCommand('apt-get', `echo "$@" >>${folder}/apt-calls`);
    rmSync(join(bin, 'emcc'));
    const result = await setUp('test', { more: { SECOND_ANALYTICS_NO_INSTALL: '1' }, uid: 0 });
    assert.deepEqual(result.skipped, [
      'node modules (not installed)',
      'emscripten (not installed)',
    ]);
    assert.deepEqual([linesOf('npm-calls'), linesOf('apt-calls')], [[], []]);
    assert.equal(
      summaryOf(result),
      'set-up: 2 skipped: node modules (not installed), emscripten (not installed)',
    );
  });

  it('prints one command instead of installing where the user may not', async () => {
    addEveryTool();
    addCheckout();
    addCommand('apt-get', `echo "$@" >>${folder}/apt-calls`);
    for (const name of ['emcc', 'chromium']) rmSync(join(bin, name));
    const { said, skipped } = await setUp('test');
    assert.match(said, /apt-get install -y --no-install-recommends emscripten chromium$/m);
    assert.deepEqual(linesOf('apt-calls'), []);
    assert.equal(skipped.length, 2);
  });

  it('installs the other packages when one cannot be had, and names that one', async () => {
    addEveryTool();
    addCheckout();
    for (const name of ['emcc', 'chromium', 'gcc']) rmSync(join(bin, name));
    const body = [
      `echo "$@" >>${folder}/apt-calls`,
      'case "$*" in',
      '  *chromium*) exit 100 ;;',
      `  *emscripten) cp ${bin}/cmake ${bin}/emcc ;;`,
      `  *gcc*) cp ${bin}/cmake ${bin}/gcc ;;`,
      'esac',
    ];
    addCommand('apt-get', body.join('\n'));
    const { skipped, failed } = await setUp('test', { uid: 0 });
    assert.deepEqual(failed, []);
    assert.deepEqual(skipped, ['chromium (apt-get ended with code 100, see build/setup.log)']);
    const calls = linesOf('apt-calls').map((line) => line.replace(/ -y.*Timeout=60/, ''));
    assert.equal(calls[0], 'update');
    assert.deepEqual(calls.slice(1), [
      'install emscripten gcc libc6-dev chromium',
      'install emscripten',
      'install gcc libc6-dev',
      'install chromium',
    ]);
  });

  it('ends with one line that says what is skipped', () => {
    const script = join(root, '.ci', 'setup.mjs');
    const env = { PATH: dirname(process.execPath), SECOND_ANALYTICS_NO_INSTALL: '1' };
    const { stdout, status } = spawnSync(process.execPath, [script, '--for', 'start'], { env });
    assert.equal(status, 0);
    assert.match(String(stdout).trim().split('\n').at(-1) ?? '', /^set-up: .* \(\d+\.\d s\)$/);
  });

  it('refuses a purpose it does not know', () => {
    const script = join(root, '.ci', 'setup.mjs');
    assert.equal(spawnSync(process.execPath, [script, '--for', 'everything']).status, 2);
  });
});

describe('building', () => {
  it('keeps commands of node modules away from the compilers', () => {
    const env = environmentOf('wasm', {
      PATH: '/a/node_modules/.bin:/usr/bin:/b/node_modules/.bin',
    });
    assert.equal(env.PATH, '/usr/bin');
  });
});

describe('counting results', () => {
  const good = { passed: 3, failed: 0, skipped: 1 };

  it('reads the counts of a test report', () => {
    const xml =
      '<testsuite name="x"\n\ttests="9"\n\tfailures="2"\n\tdisabled="1"\n\tskipped="1"\n>';
    assert.deepEqual(junitCounts(xml), { passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a crash without a report, a report of nothing and a bad end as failures', () => {
    assert.equal(settled(null, 139, 'ctest').failed, 1);
    assert.equal(settled(null, 0, 'ctest').failed, 1);
    assert.equal(settled(junitCounts('<html>'), 0, 'ctest').failed, 1);
    assert.equal(settled({ passed: 0, failed: 0, skipped: 0 }, 0, 'ctest').failed, 1);
    assert.deepEqual(settled(good, 0, 'ctest'), good);
    const late = settled(good, 1, 'ctest');
    assert.deepEqual([late.passed, late.failed], [3, 1]);
  });

  it('ends with the sum, and with skips only where there are any', () => {
    const row = (/** @type {import('../../.ci/stages.mjs').Counts} */ counts) => ({
      name: 'x',
      ms: 1,
      counts,
    });
    assert.equal(finalLine([row(good), row(good)]).text, '6 passed, 0 failed, 2 skipped');
    assert.equal(finalLine([row({ passed: 1, failed: 2, skipped: 0 })]).text, '1 passed, 2 failed');
  });

  it('builds what a part of the run would test', () => {
    const groups = new Set(stagesOf(['server']).map((stage) => stage.group));
    assert.deepEqual([...groups], ['wasm', 'server']);
  });
});

describe('the mocha runner', () => {
  /** @param {string} source */
  async function runSource(source) {
    const file = join(folder, 'sample.mjs');
    const counts = join(folder, 'counts.json');
    writeFileSync(file, source);
    const script = join(root, '.ci', 'mocha.mjs');
    const { code } = await run(process.execPath, [script, counts, '-', file], {
      capture: true,
      quiet: true,
    });
    return { code, counts: existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : null };
  }

  it('writes what passed, failed and was skipped', async () => {
    const { code, counts } = await runSource(
      "it('a', () => {}); it('b', () => { throw new Error('x'); }); it.skip('c', () => {});",
    );
    assert.equal(code, 1);
    assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 1, names: ['c'] });
  });

  it('leaves no counts behind when a test ends the process', async () => {
    const { counts } = await runSource("it('a', () => process.exit(0));");
    assert.equal(counts, null);
  });
});

describe('the lock file', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('names no place to download from, and a hash for every package', () => {
    assert.ok(entries.length > 10);
    for (const [path, entry] of entries) {
      assert.equal('resolved' in entry, false, path);
      assert.match(entry.integrity, /^sha512-/, path);
    }
  });

  it('pins every development dependency to one version', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const [name, wanted] of Object.entries(devDependencies)) {
      assert.equal(lock.packages[`node_modules/${name}`].version, wanted, name);
    }
  });
});
