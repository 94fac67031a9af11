import assert from 'node:assert/strict';
import { resolveReplay } from '../../js-glue/server/options.js';
import { cleanAttribute, cleanStyle } from '../../replay/attributes.js';
import { presets, strictest } from '../../replay/presets.js';
import { masked } from '../../replay/stars.js';

/** @type {[name: string, value: unknown, standard: unknown, strict: unknown][]} */
const attributes = [
  ['class', 'card open', 'card open', 'card open'],
  ['type', 'password', 'password', 'password'],
  ['rr_width', '10px', '10px', '10px'],
  ['checked', true, true, true],
  ['value', 'ann@example.com', masked, masked],
  ['value', '', '', ''],
  ['placeholder', 'Ann', masked, masked],
  ['aria-expanded', 'true', 'true', 'true'],
  ['aria-label', 'Ann', masked, masked],
  ['data-state', 'open', 'open', 'open'],
  ['data-owner', 'open ann', masked, masked],
  ['data-count', '12', '12', '12'],
  ['data-phone', '5551234567', masked, masked],
  ['onclick', 'go("ann")', masked, masked],
  ['srcdoc', '<p>Ann</p>', masked, masked],
  ['nonce', 'c2VjcmV0', masked, masked],
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
  ['rr_dataURL', 'data:image/png;base64,AAAA', masked, masked],
  ['what-nobody-knows', { of: 'ann' }, masked, masked],
  ['value', '847', masked, masked],
  ['data', '[{"n":1}]', masked, masked],
  ['title', null, null, null],
  ['rr_open_mode', 'modal', 'modal', 'modal'],
  ['href use', '/icons.svg?t=ann#open-door', '/icons.svg#open-door', ''],
  ['href use', '#open-door', '#open-door', '#open-door'],
  ['href link', 'https://cdn.example/a.css?t=ann', 'https://cdn.example/a.css', ''],
  [
    'style',
    '--label: "Ann"; font: 1px x',
    '--label: "Ann"; font: 1px x',
    '--label: ""; font: 1px x',
  ],
  ['style', { content: '"Ann"' }, { content: '"Ann"' }, { content: '""' }],
  [
    '_cssText',
    '[data-state="open"] { background: image-set("/b.gif?t=ann" 1x) }',
    '[data-state="open"] { background: image-set("/b.gif" 1x) }',
    '[data-state="open"] { background: image-set("" 1x) }',
  ],
];

describe('replay: attributes', () => {
  for (const [name, value, standard, strict] of attributes) {
    it(`${name}: ${JSON.stringify(value)}`, () => {
      const tag = name.split(' ')[1];
      const [attribute] = name.split(' ');
      assert.deepEqual(cleanAttribute(attribute, value, presets.standard, tag), standard);
      assert.deepEqual(cleanAttribute(attribute, value, presets.strict, tag), strict);
    });
  }

  it('a style sheet of a megabyte takes no time to speak of', () => {
    for (const text of [
      'url('.repeat(250000),
      `content:"${'\\'.repeat(500000)}`,
      'url("'.repeat(200000),
    ]) {
      const beganMs = performance.now();
      cleanStyle(text, true);
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
