import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified } from '../support/browser-choices.js';
import { ann } from '../support/site.js';

/**
 * A conversation: pages and events of somebody who is anonymized, then of the same person who is not.
 * @typedef {object} Conversation
 * @property {string} plan
 * @property {string} shows requirements
 * @property {string} pageEvent
 * @property {string} [environment] what every event says of it, where the plan declares it
 * @property {string[]} paths that are viewed
 * @property {[string, object][]} events captured in either mode
 * @property {[string, object][]} anonymized what arrives of them, but for the page
 * @property {[string, object][]} identified
 * @property {Record<string, number>} metrics counted at the endpoint, in both modes together
 */

/** @type {Conversation[]} */
const conversations = [
  {
    plan: 'second',
    shows: 'S16, S22, S23',
    pageEvent: 'page viewed',
    paths: ['/w/acme', '/w/acme/apps/507f1f77bcf86cd799439011', '/w/acme/settings/members'],
    events: [
      [
        'chat initiated',
        { source: 'workspace_home', message: 'Build me a CRM', message_length: 14 },
      ],
      ['build completed', { app_id: '507f', file_count: 14, total_bytes: 5000, url: 'x' }],
    ],
    anonymized: [
      ['chat initiated', { source: 'workspace_home', message_length: 14 }],
      ['build completed', { file_count: 14, total_bytes: 'small' }],
    ],
    identified: [
      [
        'chat initiated',
        { source: 'workspace_home', message: 'Build me a CRM', message_length: 14 },
      ],
      ['build completed', { app_id: '507f', file_count: 14, total_bytes: 'small' }],
    ],
    metrics: {},
  },
  {
    plan: 'multica',
    shows: 'M1, M6, M7, M25, M28-M32, M41, M85',
    pageEvent: '$pageview',
    environment: 'staging',
    paths: ['/acme/issues', '/acme/issues/MUL-123', '/acme/projects'],
    events: [
      ['issue_created', { issue_id: 'MUL-123', source: 'manual' }],
      ['runtime_ready', { runtime_id: 'r1', provider: 'codex' }],
      ['feedback_submitted', { message: 'It broke', message_length_bucket: 8, kind: 'bug' }],
      ['$set', { role: 'founder', platform_preference: 'web' }],
      ['signup', { email: 'ann@example.com', email_domain: 'example.com', auth_method: 'google' }],
    ],
    anonymized: [
      ['issue_created', { source: 'manual' }],
      ['feedback_submitted', { message_length_bucket: '0-100', kind: 'bug' }],
      ['$set', { role: 'founder', platform_preference: 'web' }],
      ['signup', { auth_method: 'google' }],
    ],
    identified: [
      ['issue_created', { issue_id: 'MUL-123', source: 'manual' }],
      ['feedback_submitted', { message_length_bucket: '0-100', kind: 'bug' }],
      [
        '$set',
        {
          role: 'founder',
          platform_preference: 'web',
          $set: { role: 'founder', platform_preference: 'web' },
        },
      ],
      [
        'signup',
        {
          email: 'ann@example.com',
          email_domain: 'example.com',
          auth_method: 'google',
          $set_once: { email: 'ann@example.com' },
        },
      ],
    ],
    metrics: { runtime_ready: 2 },
  },
];

/** What is on every event whoever captures it: the page, the release, the mode. */
const everywhere =
  /^(environment|surface|route_shape|viewport_class|.*_section|anonymized|analytics_consent_version|event_schema_version|is_demo|release_.*|cli_launcher_.*|\$process_person_profile|user_.*|workspace_.*)$/;

/** @param {Record<string, unknown>} properties */
const own = (properties) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !everywhere.test(name)));

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {Conversation} script
 * @param {object | null} settings of a person who is known; null: the first part, anonymized
 */
async function converse(page, { plan, pageEvent, paths, events }, settings) {
  if (settings) {
    page.analytics.setSettings(settings);
  } else {
    const { default: image } = await page.load(`/dist/plans/${plan}.js`);
    page.start({ plan: image, pageEvent, environment: 'staging', user: { id: 'u-ann-7' } });
  }
  for (const path of paths) page.analytics.page(path);
  for (const [event, properties] of events) page.analytics.capture(event, properties);
  await page.analytics.flush();
}

describe('a conversation by each plan', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      for (const script of conversations) {
        it(`${script.plan}: what arrives is what its requirements say (${script.shows})`, async () => {
          const url = new URL(`../../src/plans/${script.plan}.json`, import.meta.url);
          const { site, tab } = await visit({ plan: readFileSync(url, 'utf8') });
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
            for (const { properties } of rows)
              assert.equal(properties.environment, script.environment);
            const others = rows.filter(({ event }) => event !== script.pageEvent);
            assert.deepEqual(
              others.map(({ event, properties }) => [event, own(properties)]),
              expected,
            );
          }
          for (const { distinct_id: id, properties } of first) {
            assert.match(id, /^anon_/);
            assert.doesNotMatch(JSON.stringify(properties), /acme|MUL-|507f|u-ann|example/);
          }
          for (const { distinct_id: id } of second) assert.equal(id, 'u-ann-7');
          assert.deepEqual(site.counts().metrics, script.metrics);
          assert.deepEqual(await tab.run((page) => page.errors), []);
        });
      }
    });
  }
});
