import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified, off } from '../support/browser-choices.js';
import { begin, plan, propertiesOf } from '../support/page-watch.js';
import { ann } from '../support/site.js';

/** @typedef {import('../support/browser.js').Page} Page */

/** Runs before all else, as a file of the page with lines of its own: what an application does wrong. */
function breakThings() {
  Reflect.set(window, 'broken', {
    throws: (/** @type {string} */ message) =>
      setTimeout(() => {
        throw new TypeError(message);
      }),
    throwsThis: (/** @type {any} */ thing) =>
      setTimeout(() => {
        throw thing;
      }),
    rejects: (/** @type {string} */ message) => void Promise.reject(new RangeError(message)),
    rejectsNothing: () => void Promise.reject(),
  });
}

/**
 * Runs in the page.
 * @param {Page} page
 * @param {[name: string, message?: string][]} steps
 */
async function goWrong(page, steps) {
  const broken = Reflect.get(window, 'broken');
  for (const [name, message] of steps) {
    broken[name](message);
    await page.settle();
  }
  await page.analytics.flush();
}

/** Runs in the page. */
const watch = (/** @type {Page} */ page) =>
  void (page.kept.stop = page.kept.watchers.watchErrors(page.analytics));

const message = "Cannot read properties of undefined (reading 'split') of bob@corp.com";
const secret = 'Failed to open /Users/ann/x.txt for https://ann:pw@h/p?token=abc';

/** @param {Record<string, any>} properties */
const told = ({
  $exception_type: type,
  $exception_message: text,
  $exception_source: source,
  $exception_handled: handled,
}) => ({ type, text, source, handled });

describe('errors of a page', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      /** @param {object} [options] of the client */
      async function start(options) {
        const { site, tab } = await visit({ plan, before: breakThings });
        await tab.run(begin, plan, options);
        await tab.run(watch);
        return { site, tab };
      }

      it('A5, M109: what is thrown and what is rejected arrives redacted, anonymized', async () => {
        const { site, tab } = await start();
        await tab.run(goWrong, [['throws', message], ['rejects', secret], ['rejectsNothing']]);
        const rows = propertiesOf(await site.rows(3), '$exception');
        const text = "Cannot read properties of undefined (reading 'split') of [redacted]";
        assert.deepEqual(told(rows[0]), {
          type: 'TypeError',
          text,
          source: 'window.error',
          handled: false,
        });
        assert.equal(rows[1].$exception_type, 'RangeError');
        assert.equal(rows[1].$exception_source, 'unhandledrejection');
        assert.equal(rows[2].$exception_source, 'unhandledrejection');
        for (const { $exception_line: line, $exception_column: column } of rows.slice(0, 2)) {
          assert.ok(line > 1 && column > 1, `${line}:${column}`);
        }
        assert.doesNotMatch(JSON.stringify(site.bodies()), /bob|corp|\bann\b|token|before\.js/);
      });

      it('M109: identified, the message is redacted before the client has it', async () => {
        const user = { id: 'u-ann-7' };
        const { site, tab } = await start({ user, settings: identified });
        site.state.session = { ...ann(), settings: identified };
        await tab.run(goWrong, [
          ['throws', secret],
          ['throwsThis', 'only a text of ann@x.org'],
          ['rejectsNothing'],
        ]);
        await site.rows(4);
        const rows = propertiesOf(site.receiver.events, '$exception');
        assert.deepEqual(
          rows.map(({ $exception_message: text }) => text),
          [
            'Failed to open [redacted] for https://h/p?[redacted]',
            'only a text of [redacted]',
            'unhandledrejection',
          ],
        );
      });

      it('M-018, M-019: an error while the core is loaded waits, the next one does not', async () => {
        const { site, tab } = await visit({ plan, before: breakThings });
        const waited = await tab.run(async (page, given) => {
          const { watchErrors } = await page.load('/js-glue/page/index.js');
          page.start({ plan: given });
          watchErrors(page.analytics);
          const isLoaded = page.analytics.routeShape() !== '';
          dispatchEvent(new ErrorEvent('error', { message: 'first', error: new Error('first') }));
          const before = page.analytics.counts();
          await page.analytics.flush();
          return [isLoaded, before];
        }, plan);
        assert.deepEqual(waited, [false, {}]);
        await tab.run(goWrong, [['throws', 'second']]);
        assert.equal(propertiesOf(await site.rows(2), '$exception').length, 2);
      });

      it('M110: three of a kind in a session of the tab, also after the page was loaded anew', async () => {
        const { site, tab } = await start();
        const steps = /** @type {[string, string][]} */ (Array(4).fill(['throws', message]));
        await tab.run(goWrong, steps);
        await tab.goto(`${site.url}/acme/issues`);
        await tab.run(begin, plan);
        await tab.run(watch);
        await tab.run(goWrong, [
          ['throws', message],
          ['throws', 'request failed'],
        ]);
        const rows = await site.rows(4);
        assert.deepEqual(
          rows.map(({ properties }) => properties.$exception_message.slice(0, 7)),
          ['Cannot ', 'Cannot ', 'Cannot ', 'request'],
        );
        const stored = await tab.run(() => ({ ...sessionStorage }));
        assert.deepEqual(Object.keys(stored), ['analytics-errors']);
        assert.match(stored['analytics-errors'], /^\{"\w+":3,"\w+":1\}$/);
      });

      it('M111: noise of the browser is not told; nothing is after the end', async () => {
        const { site, tab } = await start();
        await tab.run(goWrong, [
          ['throws', 'ResizeObserver loop completed with undelivered notifications.'],
          ['throws', 'request failed'],
        ]);
        await tab.run((page) => page.kept.stop());
        await tab.run(goWrong, [
          ['throws', 'parse failed'],
          ['rejects', 'parse failed'],
        ]);
        await tab.run((page) => {
          page.analytics.capture('client_crash');
          return page.analytics.flush();
        });
        const rows = await site.rows(2);
        assert.deepEqual(
          rows.map(({ event }) => event),
          ['$exception', 'client_crash'],
        );
      });

      it('M110: an error that telling an error leads to does not go round', async () => {
        const { site, tab } = await start();
        await tab.run(async (page) => {
          await page.analytics.flush(); // by then the core is loaded
          page.analytics.on('queued', () => {
            dispatchEvent(new ErrorEvent('error', { message: 'at once' }));
            setTimeout(() => dispatchEvent(new ErrorEvent('error', { message: 'later' })));
          });
        });
        await tab.run(goWrong, [['throws', 'request failed']]);
        await tab.run((page) => page.settle().then(() => page.analytics.flush()));
        await site.rows(4);
        await site.settled();
        assert.equal(site.receiver.events.length, 4); // one, and three that it led to later
      });

      it('M110: while analytics is off nothing is told and nothing is kept', async () => {
        const { site, tab } = await start({ settings: off });
        await tab.run(goWrong, [['throws', message]]);
        assert.deepEqual(await tab.run(() => Object.keys(sessionStorage)), []);
        assert.equal(site.receiver.events.length, 0);
      });
    });
  }
});
