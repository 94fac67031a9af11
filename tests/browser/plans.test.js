import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified } from '../support/browser-choices.js';
import { collecting, installation, telemetry } from '../support/conversation-telemetry.js';
import { conversations } from '../support/conversations.js';
import { ann } from '../support/site.js';

/** @param {string} plan */
const planOf = (plan) =>
  readFileSync(new URL(`../../src/plans/${plan}.json`, import.meta.url), 'utf8');

/** What is on every event whoever captures it: the page, the release, the mode. */
const everywhere =
  /^(surface|route_shape|viewport_class|.*_section|anonymized|analytics_consent_version|event_schema_version|is_demo|release_.*|cli_launcher_.*|\$process_person_profile|user_.*|workspace_.*)$/;

/** @type {(properties: Record<string, unknown>, onAll?: object) => Record<string, unknown>} */
const own = (properties, onAll = {}) =>
  Object.fromEntries(
    Object.entries(properties).filter(([name]) => !everywhere.test(name) && !(name in onAll)),
  );

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {import('../support/conversations.js').Conversation} script
 * @param {object | null} settings of a person who is known; null: the first part, anonymized
 */
async function converse(page, { plan, pageEvent, paths, events }, settings) {
  if (settings) {
    page.analytics.setSettings(settings);
  } else {
    const { default: image } = await page.load(`/dist/plans/${plan}.js`);
    page.start({ plan: image, pageEvent, user: { id: 'u-ann-7' } });
  }
  for (const path of paths) page.analytics.page(path);
  for (const [event, properties] of events) page.analytics.capture(event, properties);
  await page.analytics.flush();
}

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {{call: string, fields: object}[]} uses
 */
async function report(page, uses) {
  const { default: plan } = await page.load('/dist/plans/analytics-v2.js');
  const { createTelemetry } = await page.load('/js-glue/telemetry/index.js');
  const reporter = createTelemetry(page.start({ plan }));
  const sessionId = 'ca978112ca1bbdcafac231b3';
  for (const { call, fields } of uses) reporter[call]({ sessionId, ...fields });
  await page.analytics.flush();
}

describe('a conversation by each plan', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      for (const script of conversations) {
        it(`${script.plan}: what arrives is what its requirements say (${script.shows})`, async () => {
          const { endpoint, onAll = {} } = script;
          const { site, tab } = await visit({ plan: planOf(script.plan), endpoint });
          await tab.run(converse, script, null);
          const count = script.paths.length + script.anonymized.length;
          const first = [...(await site.rows(count))];
          site.state.session = { ...ann(), settings: identified };
          await tab.run(converse, script, identified);
          await site.rows(2 * count + 1);
          const second = site.receiver.events.slice(count);

          for (const [rows, expected] of /** @type {const} */ ([
            [first, script.anonymized],
            [second.filter(({ event }) => event !== '$identify'), script.identified],
          ])) {
            const views = rows.filter(({ event }) => event === script.pageEvent);
            assert.equal(views.length, script.paths.length);
            const others = rows.filter(({ event }) => event !== script.pageEvent);
            assert.deepEqual(
              others.map(({ event, properties }) => [event, own(properties, onAll)]),
              expected,
            );
            for (const [key, value] of Object.entries(onAll))
              for (const { properties } of rows) assert.equal(properties[key], value);
          }
          for (const { distinct_id: id, properties } of first) {
            assert.match(id, /^anon_/);
            assert.doesNotMatch(JSON.stringify(properties), /acme|MUL-|507f|u-ann|example|sk-/);
          }
          for (const { distinct_id: id } of second) assert.equal(id, 'u-ann-7');
          const bytes = site.receiver.requests.map(({ text }) => text).join('');
          for (const text of script.never ?? []) assert.ok(!bytes.includes(text), text);
          assert.deepEqual(site.counts().metrics, script.metrics);
          assert.deepEqual(await tab.run((page) => page.errors), []);
        });
      }

      it('analytics-v2: what arrives at /collect is what the contract says, once and in order, though it fails and repeats (V1-V6, V8-V20, V25, V26, V28-V39, V43-V50)', async () => {
        const { site, tab } = await visit({ plan: planOf('analytics-v2'), endpoint: collecting });
        for (const fault of [{ status: 500 }, { loseAnswer: true }, { reset: true }])
          site.receiver.fail(fault);
        await tab.run(report, telemetry);
        await site.settled();
        const { events, repeated } = site.receiver.collection;
        assert.deepEqual(
          events.map(({ eventName, properties }) => [eventName, own(properties)]),
          telemetry.flatMap(({ rows }) => rows),
        );
        assert.deepEqual(
          repeated,
          events.map(({ eventId }) => eventId),
          'whose answer was lost',
        );
        for (const { installationId, sessionId } of events) {
          assert.equal(installationId, installation.installationId);
          assert.equal(sessionId, 'ca978112ca1bbdcafac231b3');
        }
        const bytes = site.receiver.requests.map(({ text }) => text).join('');
        assert.doesNotMatch(bytes, /Users|acme|u-ann|anon_|secret|message|stack|\$/);
        assert.equal(site.receiver.events.length, 0);
        assert.deepEqual(await tab.run((page) => page.errors), []);
      });
    });
  }
});
