import assert from 'node:assert/strict';
import { sourceText } from '../../js-glue/page/source.js';
import { cookieOf, hasCookie } from '../../js-glue/page/source-cookie.js';
import { readSource, sourceLabel } from '../../js-glue/server/attribution.js';

const origin = 'https://app.test';
const a96 = 'a'.repeat(96);

/** @param {string} search @param {string} [referrer] */
const written = (search, referrer = '') => sourceText({ search, referrer, origin });

/** @param {string[]} names @param {string} value */
const campaign = (names, value) =>
  `?${names.map((name) => `utm_${name}=${encodeURIComponent(value)}`).join('&')}`;

/** @type {[row: string, search: string, referrer: string, source: object | null][]} */
const visits = [
  ['M99, M-195: nothing', '', '', null],
  [
    'M99, M-196: a campaign',
    '?utm_source=twitter&utm_medium=social',
    '',
    { utm_source: 'twitter', utm_medium: 'social' },
  ],
  [
    'M99, M-198: of a referrer its origin',
    '',
    'https://accounts.google.com/o/oauth2?code=SECRET&state=x',
    { referrer_origin: 'https://accounts.google.com' },
  ],
  ['M99: a referrer of the same origin', '', `${origin}/login?x=1`, null],
  ['M99: a referrer without an origin', '', 'android-app://com.example', null],
  [
    'M99: no other parameter',
    '?gclid=Cj0KCQ&ref=ann&utm_id=7&utm_term=crm',
    '',
    { utm_term: 'crm' },
  ],
  ['M101, M-201: 96 characters', campaign(['source'], a96), '', { utm_source: a96 }],
  ['M101: 97 characters', campaign(['source'], `${a96}b`), '', { utm_source: a96 }],
  [
    'M101: no half of a character',
    campaign(['source'], `${'a'.repeat(95)}🎉🎉`),
    '',
    { utm_source: `${'a'.repeat(95)}🎉` },
  ],
  [
    'M102, M-203: five of 96',
    campaign(['source', 'medium', 'campaign', 'content', 'term'], a96),
    '',
    null,
  ],
  [
    'M102, M-204: four of 96',
    campaign(['source', 'medium', 'campaign', 'content'], a96),
    '',
    { utm_source: a96, utm_medium: a96, utm_campaign: a96, utm_content: a96 },
  ],
  ['M102: 512 bytes, not characters', campaign(['source', 'medium'], '你'.repeat(90)), '', null],
  ['M100, M-207: not in ASCII', '?utm_source=%E4%BD%A0%E5%A5%BD', '', { utm_source: '你好' }],
];

/** @type {[what: string, value: string, isKept: boolean][]} */
const values = [
  ['a campaign', 'q3_launch_2026', true],
  ['a campaign', 'blackfriday2026sale', true],
  ['a campaign', 'Spring Sale -20%', true],
  ['a size', 'banner_300x250', true],
  ['a locale', 'pt-BR', true],
  ['an address', 'ann@example.org', false],
  ['an address, encoded twice', 'ann%40example.org', false],
  ['an address in wide letters', 'ann＠example.org', false],
  ['an address behind the cut', `${a96}ann@example.org`, false],
  ['a telephone number', '+1 (555) 010-0100', false],
  ['the number of a person or an ad', '120203456789', false],
  ['a UUID', '8d5c1a2b-0035-4c62-9f14-1ad4215736a5', false],
  ['a hash', 'd41d8cd98f00b204', false],
  ['a click id', 'Cj0KCQjw7dm1BhDGARIsAHxTRdA', false],
  ['a click id', 'IwAR0n3x8Kq2LpT7vZ', false],
];

/** @param {string} text */
const cookie = (text) => `a=1; multica_signup_source=${encodeURIComponent(text)}; b=2`;
/** @param {number} bytes */
const ofBytes = (bytes) =>
  JSON.stringify({ utm_source: 'x'.repeat(bytes - '{"utm_source":""}'.length) });

/** @type {[row: string, header: string | null | undefined, source: object | null][]} */
const headers = [
  ['M-132: no cookie', null, null],
  ['no header', undefined, null],
  ['another cookie', 'not_multica_signup_source=%7B%7D; multica_signup_source_2=%7B%7D', null],
  ['M-133', 'multica_signup_source=%7B%22utm_source%22%3A%22x%22%7D', { utm_source: 'x' }],
  ['M-134: cannot be decoded', 'multica_signup_source=%zz', null],
  ['M-135: 513 bytes', cookie(ofBytes(513)), null],
  ['M-136: 512 bytes', cookie(ofBytes(512)), JSON.parse(ofBytes(512))],
  ['513 bytes in fewer characters', cookie(JSON.stringify({ utm_source: '你'.repeat(166) })), null],
  ['no JSON', cookie('twitter'), null],
  ['no object', cookie('["x"]'), null],
  ['null', cookie('null'), null],
  [
    'the first of two',
    'multica_signup_source=%7B%22utm_source%22%3A%22x%22%7D; multica_signup_source=1',
    { utm_source: 'x' },
  ],
  [
    'keys and values of somebody else',
    cookie(
      '{"utm_source":7,"utm_term":"crm","email":"ann@x.org","__proto__":{"a":1},"utm_medium":["x"]}',
    ),
    { utm_term: 'crm' },
  ],
];

/** @type {[row: string, source: object | null, label: string][]} */
const labels = [
  ['M-096', { utm_source: 'rakuten-affiliate-program' }, 'other'],
  ['M-097, where the earlier system says `direct`', null, 'none'],
  ['nothing known', {}, 'none'],
  ['M-098', { utm_source: 'twitter', utm_medium: 'social' }, 'twitter'],
  ['M-099', { utm_source: 'https://news.ycombinator.com/item?id=42' }, 'hacker_news'],
  ['M-137, which was `other`', { referrer_origin: 'https://twitter.com' }, 'twitter'],
  ['case and spaces', { utm_source: ' LinkedIn ' }, 'linkedin'],
  ['a country', { referrer_origin: 'https://www.google.co.uk' }, 'google'],
  ['a port', { referrer_origin: 'https://www.reddit.com:8443' }, 'reddit'],
  ['the campaign comes first', { utm_source: 'github', referrer_origin: 'https://t.co' }, 'github'],
  [
    'an unknown campaign, a known host',
    { utm_source: 'x1', referrer_origin: 'https://t.co' },
    'twitter',
  ],
  [
    'a host that only looks like one',
    { referrer_origin: 'https://google.com.evil.example' },
    'other',
  ],
  ['a host that only ends like one', { referrer_origin: 'https://notgithub.com' }, 'other'],
  ['a user that looks like a host', { utm_source: 'https://github.com@evil.example/' }, 'other'],
];

describe('where a visitor came from', () => {
  for (const [row, search, referrer, source] of visits) {
    it(`${row}: written`, () => {
      const text = written(search, referrer);
      assert.deepEqual(text && JSON.parse(text), source);
      // M100, M103: what the page writes, the endpoint reads.
      if (text) assert.deepEqual(readSource(cookie(text)), source);
    });
  }

  for (const [what, value, isKept] of values) {
    it(`M99: ${what} is ${isKept ? 'kept' : 'left out'}: ${value.slice(-40)}`, () => {
      const text = written(
        campaign(['source', 'content'], value).replace(/utm_source=[^&]*/, 'utm_source=x'),
      );
      const kept = isKept ? { utm_source: 'x', utm_content: value } : { utm_source: 'x' };
      assert.deepEqual(JSON.parse(text ?? ''), kept);
    });
  }

  it('M99: a visit of which everything identifies leaves nothing', () => {
    assert.equal(written('?utm_source=ann@example.org'), null);
  });

  it('M99, M100: the cookie is percent-encoded, for thirty days, the whole site, and HTTPS where the page came by it', () => {
    const options = { name: 'from', days: 30, path: '/', domain: '' };
    const plain = 'from=%7B%22a%22%3A1%7D; path=/; max-age=2592000; samesite=lax';
    assert.equal(cookieOf('{"a":1}', options, false), plain);
    assert.equal(cookieOf('{"a":1}', options, true), `${plain}; secure`);
    const wide = cookieOf('{"a":1}', { ...options, domain: 'app.test' }, true);
    assert.equal(wide, `${plain}; domain=app.test; secure`);
  });

  it('M99, M-205: a cookie is there by its whole name', () => {
    assert.ok(hasCookie('a=1; from=%7B%7D', 'from'));
    assert.ok(hasCookie('from=', 'from'));
    assert.ok(!hasCookie('not_from=1; from_2=1', 'from'));
  });

  for (const [row, header, source] of headers) {
    it(`M103, ${row}: read`, () => assert.deepEqual(readSource(header), source));
  }

  it('M103: the cookie has the name that it was given', () => {
    assert.deepEqual(readSource('from=%7B%22utm_term%22%3A%22x%22%7D', 'from'), { utm_term: 'x' });
  });

  for (const [row, source, label] of labels) {
    it(`M103, ${row}: ${JSON.stringify(source)} counts as ${label}`, () => {
      assert.equal(sourceLabel(source), label);
    });
  }
});
