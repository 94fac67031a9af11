/** Chromium and Firefox, driven by puppeteer: over DevTools the one, over WebDriver BiDi the other. */
import puppeteer from 'puppeteer-core';
import { toolPath } from '../../.ci/tools.mjs';
import { chromiumArgs } from './chromium.js';

/** @typedef {import('./browser.js').Browser} Browser */

/** @returns {Promise<Browser>} */
export const launchChromium = () => launch({ args: chromiumArgs }, 'chromium');

/** @returns {Promise<Browser>} */
export const launchFirefox = () => launch({ browser: 'firefox' }, 'firefox-esr');

/**
 * @param {import('puppeteer-core').LaunchOptions} options
 * @param {string} tool
 * @returns {Promise<Browser>}
 */
async function launch(options, tool) {
  const executablePath = toolPath(tool) ?? undefined;
  const browser = await puppeteer.launch({ ...options, executablePath, headless: true });
  return {
    async open() {
      const raw = await browser.newPage();
      /** @type {import('./browser.js').NetworkRequest[]} */
      const requests = [];
      raw.on('request', (request) =>
        requests.push({
          url: request.url(),
          method: request.method(),
          headers: request.headers(),
          body: bodyOf(request),
        }),
      );
      return {
        raw,
        goto: async (url) => void (await raw.goto(url)),
        evaluate: async (expression) => /** @type {string} */ (await raw.evaluate(expression)),
        requests: async () => requests,
        urls: async () => requests.map(({ url }) => url),
        close: () => raw.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** @param {import('puppeteer-core').HTTPRequest} request */
function bodyOf(request) {
  try {
    return request.postData() ?? '';
  } catch {
    return ''; // Over WebDriver BiDi nobody tells.
  }
}
