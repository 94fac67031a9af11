import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import {
  anonymized,
  byNumber,
  chooseAndCapture,
  identified,
  off,
} from '../support/browser-choices.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann } from '../support/site.js';

describe('modes', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('anonymized, identified, anonymized, off and back: no two are joined (S31, S56, S57, S58)', async () => {
        const { site, tab } = await visit();
        const modes = [];
        await tab.run((page) => page.start({ user: { id: 'u-ann-7', workspaceId: 'acme' } }) && 0);
        const steps = [anonymized, identified, anonymized, off, anonymized];
        for (const [i, settings] of steps.entries()) {
          // The application keeps the choice for the server, too.
          site.state.session = { ...ann(), settings };
          modes.push(await tab.run(chooseAndCapture, settings, i));
        }
        const rows = await site.rows(5);
        assert.deepEqual(modes, ['anonymized', 'identified', 'anonymized', 'off', 'anonymized']);
        const ids = byNumber(rows);
        assert.deepEqual(Object.keys(ids), ['0', '1', '2', '4']);
        assert.equal(ids[1], 'u-ann-7');
        assert.equal(new Set([ids[0], ids[2], ids[4]]).size, 3, 'a withdrawal forgets the id');
        assert.equal(rows.filter(({ event }) => event === '$identify').length, 1);
        assertPrivate(site);
      });

      it('a switch holds for what comes after it (S56); what waits keeps its mode, or goes where the new one is more private', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        const counts = await tab.run(async (page) => {
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          /** @param {number} number */
          const capture = (number) => analytics.capture('app displayed', { file_count: number });
          capture(1);
          analytics.setSettings({ anonymizeUsageData: false });
          capture(2);
          await analytics.flush();
          capture(3);
          analytics.setSettings({ anonymizeUsageData: true });
          capture(4);
          await analytics.flush();
          capture(5);
          analytics.setSettings({ shareUsageData: false });
          capture(6);
          await analytics.flush();
          return analytics.counts();
        });
        const ids = byNumber(await site.rows(4));
        assert.deepEqual(Object.keys(ids), ['1', '2', '4']);
        assert.match(ids[1], /^anon_/);
        assert.equal(ids[2], 'u-ann-7');
        assert.notEqual(ids[4], ids[1]);
        assert.equal(counts.purged, 2);
        assert.equal(counts.mode_off, 1);
        const stored = await tab.run(() => Object.keys(localStorage));
        assert.deepEqual(stored, ['second:analytics-consent:v1']);
        assertPrivate(site);
      });

      it('two clients on one page do not disturb each other', async () => {
        const { site, tab } = await visit();
        const result = await tab.run(async (page) => {
          const other = {
            format: 1,
            name: 'other',
            version: 1,
            properties: { note: { type: 'enum', values: ['x', 'y'] } },
            events: { 'other event': { properties: ['note'] } },
          };
          const first = page.start();
          const second = page.createAnalytics({ plan: other, endpoint: '/api/analytics/other' });
          await second.flush();
          first.capture('app displayed', { file_count: 1 });
          second.capture('other event', { note: 'x' });
          second.capture('app displayed', { file_count: 1 });
          first.setSettings({ shareUsageData: false });
          second.capture('other event', { note: 'y' });
          const modes = [first.mode(), second.mode()];
          await second.flush();
          first.setSettings({});
          const counts = second.counts();
          second.close();
          first.capture('app displayed', { file_count: 2 });
          await first.flush();
          return { modes, counts, keys: Object.keys(localStorage) };
        });
        assert.deepEqual(result.modes, ['off', 'anonymized']);
        assert.deepEqual(result.keys.sort(), [
          'other:analytics-anonymous-id:v1',
          'second:analytics-anonymous-id:v1',
          'second:analytics-consent:v1', // the default, in place of the refusal: other tabs see the change
        ]);
        const [first, second] = ['/api/analytics/capture', '/api/analytics/other/capture'].map(
          (url) =>
            site
              .analytics()
              .filter((request) => request.url === url)
              .map(({ body }) => JSON.parse(body)),
        );
        assert.deepEqual(
          first.flatMap(({ batch }) => batch).map(({ properties }) => properties.file_count),
          [2],
        );
        assert.deepEqual(
          second.flatMap(({ batch }) => batch).map(({ properties }) => properties.note),
          ['x', 'y'],
        );
        assert.notEqual(first[0].anonymousDistinctId, second[0].anonymousDistinctId);
        assert.equal(result.counts.unknown_event, 1);
      });

      it('a path that the application gives counts until the address changes', async () => {
        const { site, tab } = await visit({ path: '/w/acme' });
        await tab.run(async (page) => {
          const analytics = page.start();
          analytics.page('/w/acme/library/x?q=1#y');
          analytics.page('/w/acme/library/x?q=1#y');
          analytics.capture('app displayed');
          history.pushState(null, '', '/w/acme/agents?email=ann@example.com');
          analytics.capture('app displayed');
          analytics.page('/onboarding');
          analytics.page();
          analytics.page();
          await analytics.flush();
        });
        const rows = await site.rows(5);
        assert.deepEqual(
          rows.map(({ event, properties }) => [event, properties.route_shape]),
          [
            ['page viewed', '/w/:workspace/library/:unmatched-1'],
            ['app displayed', '/w/:workspace/library/:unmatched-1'],
            ['app displayed', '/w/:workspace/agents'],
            ['page viewed', '/onboarding'],
            ['page viewed', '/w/:workspace/agents'],
          ],
        );
        assertPrivate(site, ['ann@example.com', 'q=1']);
      });
    });
  }
});
