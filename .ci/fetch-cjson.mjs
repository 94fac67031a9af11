/**
 * Puts the cJSON sources at build/cjson-<version>/ and prints that folder.
 * Order: CJSON_SOURCE_DIR, what is there already, CJSON_URL (http:, https: or file:), the upstream release,
 * the Debian source package. Whatever the way, nothing is unpacked before its SHA-256 matches.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findExecutable, isMain, root, run, say } from './process.mjs';

export const version = '1.7.18';
export const sha256 = '3aa806844a03442c00769b83e99970be70fbef03735ff898f4811dd03b9f5ee5';
const upstream = `https://github.com/DaveGamble/cJSON/archive/refs/tags/v${version}.tar.gz`;
const files = ['cJSON.c', 'cJSON.h', 'LICENSE'];
/** The Debian release whose source package holds this version. */
const debianSuite = 'trixie';
/** A refused address must not hold up the set-up; a reachable one answers well within this. */
const answerTimeoutMs = 5000;
const bodyTimeoutMs = 60_000;

/**
 * @param {{env?: NodeJS.ProcessEnv, folder?: string, log?: (text: string) => void}} [options]
 *   `folder`: the checkout whose build folder receives the sources, this one when absent
 * @returns {Promise<string>} folder that holds cJSON.c and cJSON.h
 */
export async function fetchCjson({ env = process.env, folder = root, log = say } = {}) {
  if (env.CJSON_SOURCE_DIR) return checkedFolder(env.CJSON_SOURCE_DIR);
  const target = targetIn(folder);
  if (isThere(target)) return target;
  if (env.SECOND_ANALYTICS_NO_INSTALL === '1') {
    throw new Error(
      `cJSON ${version}: not there, and SECOND_ANALYTICS_NO_INSTALL=1 forbids to fetch it`,
    );
  }
  const bytes = env.CJSON_URL ? await download(env.CJSON_URL) : await fromAnywhere(log);
  verifyHash(bytes, env.CJSON_URL ?? 'the cJSON tarball');
  await unpack(bytes, target);
  log(`cJSON ${version}: verified and unpacked`);
  return target;
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [folder] the checkout
 * @returns {string | undefined} what is missing, where it may not be fetched either
 */
export function missingCjson(env = process.env, folder = root) {
  const forbidden = env.SECOND_ANALYTICS_NO_INSTALL === '1' && !env.CJSON_SOURCE_DIR;
  return forbidden && !isThere(targetIn(folder)) ? `cJSON ${version} (not installed)` : undefined;
}

/** @param {string} folder the checkout */
const targetIn = (folder) => join(folder, 'build', `cjson-${version}`);

/** @param {string} target */
const isThere = (target) => files.every((name) => existsSync(join(target, name)));

/** @param {string} folder */
function checkedFolder(folder) {
  for (const name of ['cJSON.c', 'cJSON.h']) {
    if (!existsSync(join(folder, name))) {
      throw new Error(`CJSON_SOURCE_DIR has no ${name}: ${folder}`);
    }
  }
  return folder;
}

/** @param {(text: string) => void} log */
async function fromAnywhere(log) {
  log(
    `cJSON ${version}: downloading the upstream release (0.4 MB, gives up after ${answerTimeoutMs / 1000} s)`,
  );
  /** @type {string[]} */
  const refusals = [];
  for (const attempt of [() => download(upstream), () => fromDebian(log)]) {
    try {
      const bytes = await attempt();
      // A page of a captive portal is a failed way, not a reason to give up on the next one.
      verifyHash(bytes, 'the download');
      return bytes;
    } catch (error) {
      refusals.push(`  ${messageOf(error)}`);
    }
  }
  throw new Error(
    [
      `cJSON ${version} could not be fetched:`,
      ...refusals,
      'Either download the release tarball of that version on another machine and set CJSON_URL=file:///path/to/it,',
      'or set CJSON_SOURCE_DIR to a folder that holds its cJSON.c and cJSON.h.',
    ].join('\n'),
  );
}

/**
 * The whole chain of causes: "fetch failed" alone tells nobody what to do.
 * @param {unknown} error
 */
export function messageOf(error) {
  const messages = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) messages.push(cause.message);
  return messages.join(': ') || String(error);
}

/** @param {string} url http:, https: or file: */
async function download(url) {
  if (url.startsWith('file:')) return readFile(fileURLToPath(url));
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(new Error('no answer in time')), answerTimeoutMs);
  try {
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(new Error('the download stalled')), bodyTimeoutMs);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(new URL(url).host, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same tarball as Debian's source package carries it, from the archive this system is set up for already.
 * Uses lists and cache of its own, so nothing on the system changes and root is not needed.
 * @param {(text: string) => void} log
 */
async function fromDebian(log) {
  if (!findExecutable('apt-get')) throw new Error('Debian source package: no apt-get here');
  log(`cJSON ${version}: not reachable upstream; taking the Debian source package (about 5 s)`);
  const folder = await mkdtemp(join(tmpdir(), 'cjson-source-'));
  try {
    const archives = await knownArchives();
    const options = await privateAptOptions(folder, archives);
    for (const args of [['update'], ['source', '--download-only', 'cjson']]) {
      const { code } = await run('apt-get', [...options, '-qq', ...args], {
        cwd: folder,
        capture: true,
        quiet: true,
      });
      if (code !== 0) {
        throw new Error(`Debian source package: apt-get ${args[0]} failed with code ${code}`);
      }
    }
    const name = (await readdir(folder)).find((entry) => /^cjson_.*\.orig\.tar\.gz$/.test(entry));
    if (!name) throw new Error('Debian source package: it brought no upstream tarball');
    return await readFile(join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Addresses of the package archives apt knows; security archives carry no cJSON. */
async function knownArchives() {
  const { stdout } = await run('apt-get', ['indextargets', '--format', '$(LABEL)\t$(REPO_URI)'], {
    capture: true,
    quiet: true,
  });
  const archives = new Set();
  for (const line of stdout.split('\n')) {
    const [label, address] = line.split('\t');
    if (label === 'Debian' && address) archives.add(address);
  }
  if (archives.size === 0) throw new Error('Debian source package: apt knows no Debian archive');
  return archives;
}

/**
 * @param {string} folder
 * @param {Set<string>} archives
 */
async function privateAptOptions(folder, archives) {
  const list = join(folder, 'sources.list');
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  await writeFile(
    list,
    [...archives].map((address) => `deb-src ${address} ${debianSuite} main\n`).join(''),
  );
  return [
    `Dir::Etc::sourcelist=${list}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::Cache=${join(folder, 'cache')}`,
    // apt's own unprivileged user cannot write into a folder that belongs to somebody else.
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting]);
}

/**
 * @param {Buffer} bytes
 * @param {string} what
 */
function verifyHash(bytes, what) {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new Error(`${what}: SHA-256 is ${found}, expected ${sha256}; nothing was unpacked`);
  }
}

/**
 * @param {Buffer} bytes a verified tarball
 * @param {string} target
 */
async function unpack(bytes, target) {
  const parent = join(target, '..');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, '.cjson-'));
  try {
    const tarball = join(folder, 'cjson.tar.gz');
    await writeFile(tarball, bytes);
    const members = files.map((name) => `cJSON-${version}/${name}`);
    const { code } = await run('tar', [
      '-xzf',
      tarball,
      '-C',
      folder,
      '--strip-components=1',
      ...members,
    ]);
    if (code !== 0) throw new Error(`cJSON: tar failed with code ${code}`);
    await rm(tarball);
    // A temporary folder is closed to other users; this one is a build input like any other.
    await chmod(folder, 0o755);
    await rm(target, { recursive: true, force: true });
    // One rename, so that an interrupted run never leaves a folder that looks complete.
    await rename(folder, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  try {
    say(await fetchCjson());
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
