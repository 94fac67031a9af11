/** What must hold of everything that a page has sent and of everything that arrived, whatever the test was about. */
import assert from 'node:assert/strict';

/** @typedef {import('./site.js').Site} Site */

/** Words by which PostHog would join two persons; none may ever be sent (S31). */
const joiningWords = ['alias', '$create_alias', '$merge_dangerously', '$anon_distinct_id'];

const anonymousId = /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The headers that browsers set by themselves, and those that the client may. */
const usualHeader =
  /^(x-analytics-token|host|connection|content-length|content-type|user-agent|accept|accept-language|accept-encoding|origin|cookie|cache-control|pragma|priority|dnt|te|keep-alive|sec-.*)$/;

/**
 * Every request to the endpoint and every event that arrived, held to S28-S35, S38 and S57.
 * @param {Site} site
 * @param {string[]} [planted] texts of the page that must not turn up anywhere
 */
export function assertPrivate(site, planted = []) {
  for (const request of site.analytics()) assertRequest(request, planted);
  for (const body of site.bodies()) assertBody(body);
  const { user } = site.state.session;
  const known = [user?.id, user?.email, user?.name].filter((text) => typeof text === 'string');
  for (const row of site.receiver.events) assertRow(row, /** @type {string[]} */ (known));
}

/**
 * @param {import('./site.js').SiteRequest} request
 * @param {string[]} planted
 */
function assertRequest({ url, headers, body }, planted) {
  assert.match(url, /^\/api\/analytics\/(capture|config|identify)$/);
  assert.equal(headers.referer, undefined);
  for (const name of Object.keys(headers)) assert.match(name, usualHeader);
  const token = headers['x-analytics-token'];
  if (token !== undefined) {
    assert.match(`${url} ${token}`, /capture \d{1,15}\.[\w-]{43}$/);
    assert.equal(headers.cookie, undefined, 'what a token vouches for brings no cookie');
    assert.equal(headers.authorization, undefined);
  }
  for (const text of forms(planted)) {
    assert.ok(!body.toLowerCase().includes(text), `a body holds ${text}`);
  }
  for (const word of joiningWords) assert.ok(!body.includes(word), `a body holds ${word}`);
  if (url.endsWith('/identify')) assert.doesNotMatch(body, /anon_/);
}

/**
 * A batch is of one mode throughout.
 * @param {any} body
 */
function assertBody(body) {
  const isAnonymized = body.anonymousDistinctId !== undefined;
  if (isAnonymized) assert.match(body.anonymousDistinctId, anonymousId);
  else assert.doesNotMatch(JSON.stringify(body), /anon_/);
  for (const { properties } of body.batch) assert.equal(properties.anonymized, isAnonymized);
}

/**
 * @param {import('./ingestion.js').StoredEvent} row
 * @param {string[]} known what the session knows of the person
 */
function assertRow(row, known) {
  const text = JSON.stringify(row);
  for (const word of joiningWords) assert.ok(!text.includes(word), `a row holds ${word}`);
  if (row.event === '$identify' || row.properties.anonymized === false) {
    assert.doesNotMatch(text, /anon_/);
    return;
  }
  assert.match(row.distinct_id, anonymousId);
  for (const value of known) assert.ok(!text.includes(value), `an anonymized row holds ${value}`);
}

/**
 * A text as it may be written in a URL, and in lower case.
 * @param {string[]} texts
 */
const forms = (texts) =>
  texts.flatMap((text) => [text.toLowerCase(), encodeURIComponent(text).toLowerCase()]);
