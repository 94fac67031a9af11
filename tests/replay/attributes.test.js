import assert from 'node:assert/strict';
import { cleanAttribute, cleanStyle, masked } from '../../replay/attributes.js';
import { presets, strictest } from '../../replay/presets.js';

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
  ['what nobody knows', { of: 'ann' }, masked, masked],
];

describe('replay: attributes', () => {
  for (const [name, value, standard, strict] of attributes) {
    it(`${name}: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(cleanAttribute(name, value, false), standard);
      assert.deepEqual(cleanAttribute(name, value, true), strict);
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
