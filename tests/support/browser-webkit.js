/** WebKitGTK's MiniBrowser, driven by WebKitWebDriver on an X server of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';
import { toolPath } from '../../.ci/tools.mjs';
import { until } from './site.js';

/** @typedef {import('./browser.js').Browser} Browser */

/** @returns {Promise<Browser>} */
export async function launchWebkit() {
  const screen = await startScreen();
  const port = await freePort();
  const service = spawn(toolPath('webkit2gtk-driver') ?? '', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.display },
  });
  const url = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${url}/status`).then(Boolean, () => false), 10_000);
  const driver = await new Builder()
    .usingServer(url)
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
    .build();
  await driver.manage().setTimeouts({ script: 50_000 });
  const first = await driver.getWindowHandle();
  let last = /** @type {Promise<unknown>} */ (Promise.resolve());
  /**
   * The driver looks at one window at a time, so what is done happens one after the other.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  const inTurn = (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
  return {
    async open() {
      const handle = await inTurn(async () => {
        await driver.switchTo().newWindow('tab');
        return driver.getWindowHandle();
      });
      /** @param {() => Promise<any>} work on this tab */
      const here = (work) => inTurn(() => driver.switchTo().window(handle).then(work));
      return {
        raw: null,
        goto: (address) =>
          here(async () => {
            await driver.get(address);
            // In a tab that is new the driver may take the empty page for the one that was asked for.
            const isThere = `return document.readyState === 'complete' && location.href !== 'about:blank'`;
            await until(() => driver.executeScript(isThere));
          }),
        evaluate: async (expression) => {
          // A promise that is rejected would only be waited for.
          const [text, failure] = await here(() =>
            driver.executeAsyncScript(
              `(${expression}).then((text) => [text], (error) => [null, String(error)]).then(arguments[0])`,
            ),
          );
          if (failure) throw new Error(failure);
          return text;
        },
        requests: async () => null,
        // The driver does not tell; the page does.
        urls: () =>
          here(() =>
            driver.executeScript(
              'return performance.getEntriesByType("resource").map(({ name }) => name)',
            ),
          ),
        close: () => here(() => driver.close().then(() => driver.switchTo().window(first))),
      };
    },
    async close() {
      await driver.quit();
      service.kill();
      screen.close();
    },
  };
}

/** The server says which number it took, so that two runs do not meet. */
async function startScreen() {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [number] = await once(
    /** @type {import('node:stream').Readable} */ (server.stdio[3]),
    'data',
  );
  return { display: `:${String(number).trim()}`, close: () => server.kill() };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
