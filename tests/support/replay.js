/** What the tests of session replay have in common. */
import { ann, until } from './site.js';

/** @typedef {import('./site.js').Site} Site */
/** @typedef {import('./browser.js').Tab} Tab */
/** @typedef {'posthog' | 'rrweb'} RecorderName */

export const recorderNames = /** @type {const} */ (['posthog', 'rrweb']);

/** What a person chose who lets the screen be recorded. */
export const recorded = { anonymizeUsageData: false, recordScreen: true };

/**
 * Lets the endpoint know the choice, and starts a client with replay in the page.
 * @param {Site} site
 * @param {Tab} tab
 * @param {RecorderName} recorder
 * @param {{client?: object, replay?: object}} [options] beside what makes it record
 */
export async function startReplay(site, tab, recorder, { client, replay } = {}) {
  site.state.session = { ...ann(), settings: recorded };
  await tab.run(
    async (page, which, clientOptions, replayOptions) => {
      const { attachReplay, recorders } = await page.load('/bundle/replay-page.js');
      const analytics = page.start(clientOptions);
      page.kept.problems = [];
      page.kept.replay = attachReplay(analytics, {
        recorder: recorders[which],
        onProblem: (/** @type {unknown} */ problem) => page.kept.problems.push(problem),
        ...replayOptions,
      });
    },
    recorder,
    { user: { id: 'u-ann-7' }, settings: recorded, ...client },
    replay ?? {},
  );
}

/** @param {Tab} tab */
export const stateOf = (tab) => tab.run((page) => page.kept.replay.state());

/** @param {Tab} tab */
export const recording = (tab) => until(async () => (await stateOf(tab)) === 'recording');

/**
 * Does something that a person does, so that a recorder has something to tell.
 * @param {Tab} tab
 */
export const work = (tab) =>
  tab.run(() => {
    const row = document.createElement('p');
    row.textContent = 'another row';
    document.body.append(row);
    for (const type of ['mousedown', 'mouseup', 'click']) {
      row.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: 5, clientY: 5 }));
    }
  });

/** Starts it, and waits until it records. @type {typeof startReplay} */
export async function record(site, tab, recorder, options) {
  await startReplay(site, tab, recorder, options);
  await recording(tab);
}

/** The same, and waits until something of it has arrived. @type {typeof startReplay} */
export async function recordSomething(site, tab, recorder, options) {
  await record(site, tab, recorder, options);
  await work(tab);
  await until(() => site.receiver.snapshots.length > 0, 10000);
}

/** @param {Site} site */
export const snapshotPosts = (site) =>
  site.requests.filter(({ url }) => url.includes('/replay/s/'));

/** @param {Tab} tab @returns {Promise<string[]>} the large files: the recorders */
export const chunks = async (tab) =>
  (await tab.urls()).filter((url) => /\/bundle\/(?!replay-page)/.test(url));

/**
 * Everything that was recorded, in the order of time.
 * @param {Site} site
 * @returns {{type: number, data: any, timestamp: number}[]}
 */
export const recordedEvents = (site) =>
  site.receiver.snapshots
    .flatMap(({ properties }) => properties.$snapshot_data)
    .sort((a, b) => a.timestamp - b.timestamp);
