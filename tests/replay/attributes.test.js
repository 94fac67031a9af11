import assert from 'node:assert/strict';
import { resolveReplay } from '../../js-glue/server/options.js';
import { withoutQuery } from '../../replay/addresses.js';
import { cleanAttribute } from '../../replay/attributes.js';
import { presets, strictest } from '../../replay/presets.js';
import { masked } from '../../replay/stars.js';
import { cleanStyle } from '../../replay/styles.js';

/** What has the form that a layout needs, and stays. @type {[name: string, value: unknown][]} */
const kept = [
  ['class', 'card open'],
  ['type', 'password'],
  ['rr_width', '10px'],
  ['checked', true],
  ['value', ''],
  ['aria-expanded', 'true'],
  ['data-state', 'open'],
  ['data-count', '12'],
  ['title', null],
  ['rr_open_mode', 'modal'],
  ['href use', '#open-door'],
  ['selected', 'selected'],
  ['open', ''],
  ['role', 'button'],
  ['rel', 'noopener noreferrer'],
  ['size', '12'],
  ['width', '50%'],
  ['lang', 'pt-BR'],
  ['d', 'M0 0L10-5.5a1,1 0 01.5,1e-3z'],
  ['transform', 'translate(1, -2) rotate(45)'],
  ['fill', '#ff0000'],
  ['media', '(min-width: 600px) and (hover)'],
  ['viewBox', '0 0 24 24'],
  ['aria-level', '2'],
];

/** What becomes stars. @type {[name: string, value: unknown][]} */
const hidden = [
  ['value', 'ann@example.com'],
  ['placeholder', 'Ann'],
  ['aria-label', 'Ann'],
  ['data-owner', 'open ann'],
  ['data-phone', '5551234567'],
  ['nonce', 'c2VjcmV0'],
  ['rr_dataURL', 'data:image/png;base64,AAAA'],
  ['what-nobody-knows', { of: 'ann' }],
  ['value', '847'],
  ['data', '[{"n":1}]'],
  ['selected', 'Ann'],
  ['type', 'ann'],
  ['role', 'ann'],
  ['size', 'Ann'],
  ['lang', 'Ann Example'],
  ['d', 'Ann'],
  ['transform', 'Ann'],
  ['fill', 'ann'],
  ['clip-path', 'url(/w/ann)'],
  ['media', 'Ann'],
  ['title', '847'],
  ['aria-label', 'left'],
  ['rr_width', 'Ann'],
];

/** What leaves as something else. @type {[name: string, value: unknown, standard: unknown, strict: unknown][]} */
const changed = [
  ['onclick', 'go("ann")', '', ''],
  ['srcdoc', '<p>Ann</p>', '', ''],
  ['href', '/people/ann?x=1', '#', '#'],
  ['xlink:href', '/icons.svg#ann', '#', '#'],
  ['action', 'mailto:ann@example.com', '#', '#'],
  ['src', 'https://cdn.example/a.png?token=ann#x', 'https://cdn.example/a.png', ''],
  ['src', 'data:image/gif;base64,R0lG', 'data:image/gif;base64,R0lG', ''],
  ['src', 'data:text/html,ann', '', ''],
  ['src', 'javascript:ann()', '', ''],
  ['src', 'blob:http://app.example/ann', '', ''],
  ['srcset', '/a.png?t=1 1x, /b.png?t=2 2x', '/a.png 1x, /b.png 2x', ''],
  [
    'style',
    'color: red; background: url(/a.png?t=ann)',
    'color: red; background: url(/a.png)',
    'color: red; background: none',
  ],
  [
    'style',
    { color: ['red', 'important'], background: 'url("/a.png?t=ann")', width: false },
    { color: ['red', 'important'], background: 'url("/a.png")', width: false },
    { color: ['red', 'important'], background: 'none', width: false },
  ],
  [
    '_cssText',
    '.a::after { content: "Ann\\" B"; }',
    '.a::after { content: "Ann\\" B"; }',
    '.a::after { content: ""; }',
  ],
  ['href use', '/icons.svg?t=ann#open-door', '/icons.svg#open-door', ''],
  ['href link', 'https://cdn.example/a.css?t=ann', 'https://cdn.example/a.css', ''],
  [
    'style',
    '--label: "Ann"; font: 1px x',
    '--label: "Ann"; font: 1px x',
    '--label: initial; font: 1px x',
  ],
  ['style', { content: '"Ann"' }, { content: '"Ann"' }, { content: '""' }],
  [
    '_cssText',
    '[data-state="open"] { background: image-set("/b.gif?t=ann" 1x) }',
    '[data-state="open"] { background: image-set("/b.gif" 1x) }',
    '[data-state="open"] { background: image-set("" 1x) }',
  ],
  ['fill', 'url(http://app.example/w/ann?q=1#g)', 'url(#g)', 'url(#g)'],
  ['clip-path', 'url("/w/ann?q=1#clip")', 'url(#clip)', 'url(#clip)'],
  ['imagesrcset', '/a.gif 1x,/b.gif?token=ann 2x', '/a.gif 1x, /b.gif 2x', ''],
  ['srcset', 'data:image/png;base64,AA== 2x', 'data:image/png;base64,AA== 2x', ''],
  [
    '_cssText',
    '@import "/x.css?token=ann"; .a::after { content: "x?y" }',
    '@import "/x.css"; .a::after { content: "x?y" }',
    '@import ""; .a::after { content: "" }',
  ],
  [
    '_cssText',
    '.a { background: image-set(url(/a.png?t=ann) 1x, "/b.png?t=ann" 2x) }',
    '.a { background: image-set(url(/a.png) 1x, "/b.png" 2x) }',
    '.a { background: image-set(none 1x, "" 2x) }',
  ],
  [
    '_cssText',
    '.q\\"q {} .u::after { content: "Ann" } /* Ann */ [title="Ann"] {}',
    '.q\\"q {} .u::after { content: "Ann" }  [title="Ann"] {}',
    '.q\\"q {} .u::after { content: "" }  [title=""] {}',
  ],
  [
    '_cssText',
    '.a { content: "Bob\n } .b { content: "Ann" }',
    '.a { content: "Bob\n } .b { content: "Ann" }',
    '.a { content: ""\n } .b { content: "" }',
  ],
  [
    'style',
    '--label: Ann Example; --gap: 4px',
    '--label: Ann Example; --gap: 4px',
    '--label: initial; --gap: 4px',
  ],
  [
    'style',
    { '--label': 'Ann', '--gap': ['calc(1px + var(--x))', ''] },
    { '--label': 'Ann', '--gap': ['calc(1px + var(--x))', ''] },
    { '--label': 'initial', '--gap': ['calc(1px + var(--x))', ''] },
  ],
];

const attributes = [
  ...kept.map(([name, value]) => [name, value, value, value]),
  ...hidden.map(([name, value]) => [name, value, masked, masked]),
  ...changed,
];

describe('replay: attributes', () => {
  for (const [name, value, standard, strict] of attributes) {
    it(`${name}: ${JSON.stringify(value)}`, () => {
      const [attribute, tag] = String(name).split(' ');
      const context = { file: withoutQuery, tag, rel: 'stylesheet' };
      for (const [preset, expected] of /** @type {const} */ ([
        ['standard', standard],
        ['strict', strict],
      ])) {
        const cleaned = cleanAttribute(attribute, value, { ...context, rules: presets[preset] });
        assert.deepEqual(cleaned, expected, preset);
      }
    });
  }

  it('a style sheet of a megabyte takes no time to speak of', () => {
    for (const text of [
      'url('.repeat(250000),
      `content:"${'\\'.repeat(500000)}`,
      'url("'.repeat(200000),
    ]) {
      const beganMs = performance.now();
      cleanStyle(text, true, withoutQuery);
      assert.ok(performance.now() - beganMs < 2000);
    }
  });
});

describe('replay: presets', () => {
  it('each holds back what the one before does', () => {
    const rules = Object.values(presets);
    for (const [i, stricter] of rules.slice(1).entries()) {
      const before = rules[i];
      for (const name of /** @type {const} */ (['inputs', 'attributes', 'styles'])) {
        assert.ok(stricter[name] >= before[name], name);
      }
      for (const selector of before.blocked) assert.ok(stricter.blocked.includes(selector));
      if (stricter.text.includes('*')) continue;
      for (const selector of before.text) assert.ok(stricter.text.includes(selector));
    }
  });

  it('the standard one masks all inputs, and what Agnes lists (A31, A32)', () => {
    const { inputs, text } = presets.standard;
    assert.equal(inputs, true);
    for (const selector of [
      '[data-sensitive]',
      '.data-cell',
      '.query-result',
      '.sql-output',
      'code',
      'pre',
    ]) {
      assert.ok(text.includes(selector), selector);
    }
  });

  it('are those that the endpoint may ask for', () => {
    for (const masking of Object.keys(presets))
      assert.equal(resolveReplay({ masking })?.masking, masking);
  });

  it('of several the strictest counts, and what is none is the strictest', () => {
    assert.equal(strictest('browser'), 'browser');
    assert.equal(strictest('standard', undefined), 'standard');
    assert.equal(strictest('standard', 'browser'), 'standard');
    assert.equal(strictest('browser', 'strict'), 'strict');
    for (const odd of ['none', null, '', 0, {}, 'constructor']) {
      assert.equal(strictest('browser', odd), 'strict');
    }
  });
});
