import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { createRandom } from '../support/random.js';
import { ann, pause } from '../support/site.js';

/** Of each recorder and browser; `REPLAY_SCRIPTS=60` for the whole proof, 240 scripts. */
const scripts = Number(process.env.REPLAY_SCRIPTS ?? 12);
const seed = Number(process.env.REPLAY_SEED ?? 20_261_120);

const recorded = { anonymizeUsageData: false, recordScreen: true };

/** Runs in the page before any module: time passes thirty times as fast for timers, and each way out is watched. */
function prepare() {
  const { setTimeout: later, setInterval: every, fetch: real } = window;
  /** @type {any} */ (window).setTimeout = (
    /** @type {any} */ call,
    ms = 0,
    /** @type {any[]} */ ...rest
  ) => later(call, ms / 30, ...rest);
  /** @type {any} */ (window).setInterval = (
    /** @type {any} */ call,
    ms = 0,
    /** @type {any[]} */ ...rest
  ) => every(call, ms / 30, ...rest);
  /** @type {any} */
  const watch = {
    isAllowed: false,
    faults: [],
    flying: new Set(),
    sent: 0,
    real: real.bind(window),
    later: later.bind(window),
  };
  Object.assign(window, { watch });
  const isReplay = (/** @type {unknown} */ url) => String(url).includes('/replay/s/');
  window.fetch = async (url, init) => {
    if (!isReplay(url)) return real(url, init);
    if (!watch.isAllowed && !init?.signal?.aborted) watch.faults.push(`fetch after withdrawal`);
    const flight = { signal: init?.signal };
    watch.flying.add(flight);
    watch.sent++;
    try {
      return await real(url, init);
    } finally {
      watch.flying.delete(flight);
    }
  };
  navigator.sendBeacon = (url) => {
    watch.faults.push(`beacon: ${url}`);
    return true;
  };
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...args) {
    watch.faults.push(`XMLHttpRequest: ${args[1]}`);
    return /** @type {any} */ (open).apply(this, args);
  };
}

/**
 * Runs in the page: one script of choices, work and waiting, that ends with a withdrawal.
 * @param {import('../support/browser.js').Page} page
 * @param {number[]} draws each from 0 to below 1
 * @param {object} settings that allow recording
 */
async function play(page, draws, settings) {
  const { watch } = /** @type {any} */ (window);
  const analytics = page.analytics;
  const users = [{ id: 'u-ann-7' }, { id: 'u-bob-8' }];
  const wait = (/** @type {number} */ ms) =>
    new Promise((resolve) => void watch.later(resolve, ms));
  const draw = () => draws.shift() ?? 0.5;

  const work = () => {
    const row = document.createElement('p');
    row.textContent = `row ${draws.length}`;
    document.body.append(row);
    row.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, clientX: 5, clientY: 5 }));
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: 5, clientY: 5 }));
  };
  /** Tells the wire, which from the answer on listens for anything of a recording. @param {string} what */
  const mark = (what) => watch.real(`/mark/${what}`);
  let isMarked = true;

  /** @param {() => unknown} call */
  const allow = async (call) => {
    const wasMarked = isMarked;
    isMarked = false;
    if (wasMarked) await mark('on');
    watch.isAllowed = true;
    call();
  };
  /** @param {() => unknown} call */
  const withdraw = (call) => {
    call();
    watch.isAllowed = false;
    for (const { signal } of watch.flying) {
      if (!signal?.aborted) watch.faults.push('a request goes on after withdrawal');
    }
  };
  const withdrawals = [
    () => withdraw(() => analytics.setSettings({ anonymizeUsageData: false })),
    () => withdraw(() => analytics.setSettings({ anonymizeUsageData: true })),
    () => withdraw(() => analytics.setSettings({ shareUsageData: false })),
    () => withdraw(() => void analytics.signOut()),
  ];
  const steps = [
    () => allow(() => analytics.signIn(users[Math.floor(draw() * 2)], settings)),
    () => allow(() => analytics.signIn(users[Math.floor(draw() * 2)], settings)),
    () => allow(() => analytics.setSettings(settings)),
    () => withdrawals[Math.floor(draw() * withdrawals.length)](),
    async () => {
      withdrawals[Math.floor(draw() * withdrawals.length)]();
      await mark('withdrawn');
      await mark('off');
      isMarked = true;
      await wait(draw() * 100);
    },
    work,
    work,
    work,
    () => wait(draw() * 50),
    () => wait(draw() * 250),
    () => wait(draw() * 350),
  ];

  await allow(() => analytics.signIn(users[0], settings));
  work();
  while (draws.length > 4) await steps[Math.floor(draw() * steps.length)]();
  withdrawals[Math.floor(draw() * withdrawals.length)]();
  await mark('withdrawn');
  await mark('off');
  work();
  await wait(60);
  work();
  await wait(200);
  const state = page.kept.replay.state();
  const result = { faults: watch.faults, sent: watch.sent, state };
  watch.faults = [];
  watch.sent = 0;
  return result;
}

/**
 * A page that takes a while to send, because it cannot be compressed well.
 * @param {ReturnType<typeof createRandom>} random
 */
const longPage = (random) =>
  Array.from({ length: 2000 }, () => `<p>${random.next()}${random.next()}</p>`).join('');

describe('replay: withdrawal', () => {
  for (const name of everyBrowser) {
    for (const recorder of /** @type {const} */ (['posthog', 'rrweb'])) {
      describeIn(name, ({ visit }) => {
        it(`${recorder}: nothing leaves after it (S49, S50, S52, S53, S-205), in ${scripts} scripts with slow and failing servers`, async () => {
          const random = createRandom(seed);
          const wire = { isOpen: true, late: 0, bytes: 0 };
          const { site, tab } = await visit({
            before: prepare,
            html: longPage(random),
            onBytes(path, bytes) {
              if (path === '/mark/on') wire.isOpen = true;
              if (path === '/mark/off') wire.isOpen = false;
              if (!path.endsWith('/replay/s/')) return;
              wire[wire.isOpen ? 'bytes' : 'late'] += bytes;
            },
          });
          site.state.session = { ...ann(), settings: recorded };
          site.state.faultOf = ({ url }) => {
            if (!url.includes('/replay/s/')) return undefined;
            const draw = random.next();
            if (draw < 0.2) return { status: 503, until: pause(draw * 1000) };
            if (draw < 0.3) return { reset: true };
            if (draw < 0.4) return { status: 429, headers: { 'Retry-After': '1' } };
            return draw < 0.7 ? { until: pause(draw * 300) } : undefined;
          };
          await tab.run(async (page, which) => {
            const { attachReplay, recorders } = await page.load('/bundle/replay-page.js');
            const analytics = page.start();
            page.kept.replay = attachReplay(analytics, { recorder: recorders[which] });
          }, recorder);

          let sent = 0;
          for (let i = 0; i < scripts; i++) {
            const draws = Array.from({ length: 12 + random.below(20) }, () => random.next());
            const result = await tab.run(play, draws, recorded);
            assert.deepEqual(result.faults, [], `script ${i}`);
            assert.equal(result.state, 'off', `script ${i}`);
            assert.equal(wire.late, 0, `bytes on the wire after withdrawal, script ${i}`);
            sent += result.sent;
          }
          assert.deepEqual(await tab.run((page) => page.errors), []);
          const { snapshots } = site.receiver;
          console.log(
            `replay: ${name}, ${recorder}: ${scripts} scripts, ${sent} requests, ${wire.bytes} bytes, ${snapshots.length} snapshots`,
          );
          assert.ok(snapshots.length > scripts / 5, 'something was recorded at all');
          const persons = new Map(
            snapshots.map(({ properties: p }) => [p.$session_id, p.distinct_id]),
          );
          for (const { properties: p } of snapshots) {
            assert.equal(p.distinct_id, persons.get(p.$session_id), 'a session is of one person');
            assert.match(p.distinct_id, /^u-(ann-7|bob-8)$/);
          }
          assert.doesNotMatch(JSON.stringify(snapshots), /anon_/);
          const stored = await tab.run(() =>
            JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
          );
          assert.doesNotMatch(stored, /u-ann|u-bob|ann@|bob@/);
        });
      });
    }
  }
});
