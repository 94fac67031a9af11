/** Real browsers for the tests: each is started once for a run, on first use, and shared by all files. */
import { skipReason } from '../../.ci/tools.mjs';
import { launchChromium, launchFirefox } from './browser-puppeteer.js';
import { launchWebkit } from './browser-webkit.js';
import { createSite } from './site.js';

/**
 * @typedef {{url: string, method: string, headers: Record<string, string>, body: string}} NetworkRequest
 *
 * @typedef {object} RawTab what a driver can do
 * @property {import('puppeteer-core').Page | null} raw
 * @property {(url: string) => Promise<void>} goto resolves when the page has loaded and its modules have run
 * @property {(expression: string) => Promise<string>} evaluate an expression whose value is a promise of text
 * @property {() => Promise<NetworkRequest[] | null>} requests that the tab has made, by the browser's own network events; null
 *   where the driver has none. A body may be missing.
 * @property {() => Promise<string[]>} urls that the tab has asked for, of any origin
 * @property {() => Promise<void>} close
 *
 * @typedef {{open: () => Promise<RawTab>, close: () => Promise<void>}} Browser
 * @typedef {typeof import('./browser-page.js').page} Page
 * @typedef {Awaited<ReturnType<ReturnType<typeof createBench>['open']>>} Tab
 * @typedef {keyof typeof browsers} BrowserName
 */

const browsers = {
  chromium: { title: 'Chromium', tools: ['chromium'], launch: launchChromium },
  firefox: { title: 'Firefox', tools: ['firefox-esr'], launch: launchFirefox },
  webkit: { title: 'WebKit', tools: ['webkit2gtk-driver', 'xvfb'], launch: launchWebkit },
};

/** @type {BrowserName[]} */
export const everyBrowser = ['chromium', 'firefox', 'webkit'];

/** @type {Map<BrowserName, Promise<Browser>>} */
const running = new Map();

/** @param {BrowserName} name */
function browserOf(name) {
  const browser = running.get(name) ?? browsers[name].launch();
  running.set(name, browser);
  return browser;
}

// Outside of any suite: at the end of the whole run.
globalThis.after?.(async () => {
  for (const browser of running.values()) await browser.then(({ close }) => close());
});

/**
 * Sites and tabs of one test.
 * @param {BrowserName} name
 */
function createBench(name) {
  /** @type {{close: () => Promise<void>}[]} */
  const opened = [];

  /** @param {string} url */
  async function open(url) {
    const browser = await browserOf(name);
    const tab = await browser.open();
    opened.push(tab);
    await tab.goto(url);
    return {
      ...tab,
      /**
       * Runs a function in the page. It sees the page and its arguments and nothing of the test around it; what it takes
       * and returns goes through JSON.
       * @template {any[]} A
       * @template R
       * @param {(page: Page, ...args: A) => R} call
       * @param {A} args
       * @returns {Promise<Awaited<R>>}
       */
      async run(call, ...args) {
        const given = JSON.stringify(args);
        const text = await tab.evaluate(
          `(async () => JSON.stringify([await (${call})(window.page, ...${given})]))()`,
        );
        return JSON.parse(text)[0];
      },
    };
  }

  return {
    open,
    /**
     * A site of its own, so an origin and a storage of its own, and a tab on it.
     * @param {import('./site.js').SiteOptions & {path?: string}} [options]
     */
    async visit({ path = '/w/acme', ...options } = {}) {
      const site = await createSite(options);
      opened.push(site);
      return { site, tab: await open(site.url + path) };
    },
    async clear() {
      for (const thing of opened.splice(0).reverse()) await thing.close().catch(() => {});
    },
  };
}

/**
 * A suite that runs in one browser, or is skipped by its name where that is not installed.
 * @param {BrowserName} name
 * @param {(bench: ReturnType<typeof createBench>) => void} suite
 */
export function describeIn(name, suite) {
  const { title, tools } = browsers[name];
  const reason = skipReason(tools);
  const bench = createBench(name);
  const body = () => {
    afterEach(() => bench.clear());
    suite(bench);
  };
  if (reason) describe.skip(`in ${title}, ${reason}`, body);
  else describe(`in ${title}`, body);
}
