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
      /** @type {string[]} */
      const urls = [];
      raw.on('request', (request) => urls.push(request.url()));
      return {
        raw,
        goto: async (url) => void (await raw.goto(url)),
        evaluate: async (expression) => /** @type {string} */ (await raw.evaluate(expression)),
        urls: async () => urls,
        close: () => raw.close(),
      };
    },
    close: () => browser.close(),
  };
}
