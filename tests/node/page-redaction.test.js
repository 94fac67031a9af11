import assert from 'node:assert/strict';
import { problemOf } from '../../js-glue/page/problem.js';
import { redactText } from '../../js-glue/page/redact-text.js';

const gap = '[redacted]';

/**
 * M109, row by row: what the earlier system was observed to do, and what follows from the *Gap*. Where the two differ, the title
 * says why.
 * @type {[row: string, text: string, left: string][]}
 */
const rows = [
  ['M-030', 'Invalid email: alice@example.com', `Invalid email: ${gap}`],
  [
    'M-031',
    'fetch failed https://api.multica.ai/issues?token=abc123secret',
    `fetch failed https://api.multica.ai/issues?${gap}`,
  ],
  ['M-032', 'auth header eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', `auth header ${gap}`],
  ['M-033', "Cannot read property 'x' of undefined", "Cannot read property 'x' of undefined"],
  ['M-036', 'Token leaked: ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', `Token leaked: ${gap}`],
  ['M-208', 'Invalid email: alice@example.com', `Invalid email: ${gap}`],
  ['M-210', 'auth header eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', `auth header ${gap}`],
  ['M-212', '', ''],
  ['M-213', 'see https://h/p#frag here', `see https://h/p?${gap} here`],
  ['M-214, but the path of a file names its owner', 'file:///Users/me/x?y=1', `file://${gap}`],
  ['M-215', 'multica://auth?token=1', `multica://auth?${gap}`],
  ['M-216', 'id 8d5c1a2b-0035-4c62-9f14-1ad4215736a5', `id ${gap}`],
  [
    'M-220, but words of a programmer stay',
    'someVeryLongFunctionNameInCode',
    'someVeryLongFunctionNameInCode',
  ],
  ['M-221', 'bob+x@sub.example.co.uk!', `${gap}!`],
  ['M-223, but a telephone number goes', 'phone +1 555 0100', `phone ${gap}`],
  ['M-224, but any scheme is one', 'ws://h/p?token=x', `ws://h/p?${gap}`],

  ['URL, user', 'wss://u:p@h:8080/p?x', `wss://h:8080/p?${gap}`],
  ['URL, user', 'postgres://ann:p@ss@db/x', 'postgres://db/x'],
  ['URL, a password with a slash', 'https://ann:p/ss@h/x', `https://${gap}`],
  ['URL without a scheme', 'GET //h/p?t=1', `GET //h/p?${gap}`],
  ['URL of a file, by another name', 'app:///Users/ann/x.js:1', `app://${gap}`],
  ['URL without a host', 'GET /issues?token=abc#x failed', `GET /issues?${gap} failed`],
  ['URL, quoted', "fetch 'https://h/p?n=o'brien'", `fetch 'https://h/p?${gap}'`],
  ['URL, in brackets', '(see https://[::1]:80/p?x)', `(see https://[::1]:80/p?${gap})`],
  [
    'URL, id in its path',
    'https://h/i/8d5c1a2b-0035-4c62-9f14-1ad4215736a5/x',
    `https://h/i/${gap}/x`,
  ],
  ['URL, encoded address in its path', 'https://h/u/ann%40x.org/p', `https://h/u/${gap}/p`],
  ['URL, line and column', 'https://h/react@18.2.0/x.js:10:5', 'https://h/react@18.2.0/x.js:10:5'],
  ['data', 'img data:image/png;base64,iVBORw0KGgo= broke', `img ${gap} broke`],

  ['e-mail, quoted', '"ann.lee"@x.org', gap],
  ['e-mail, encoded', 'to ann%40x.org', `to ${gap}`],
  ['e-mail, not in ASCII', 'an jürgen@müller.example', `an ${gap}`],
  ['package', '@acme/core and react@18.2.0', '@acme/core and react@18.2.0'],

  ['file, POSIX', 'ENOENT /home/ann/x.txt:10:5', `ENOENT ${gap}:10:5`],
  ['file, a space', "open '/Users/Ann Lee/Docs/x.txt'", `open '${gap}`],
  ['file, encoded', 'open %2FUsers%2Fann%2Fx', `open ${gap}`],
  ['file, Windows', String.raw`open C:\Users\Ann Lee\x.txt failed`, `open ${gap} failed`],
  ['file, Windows, slashes', 'open C:/Users/ann/x.txt failed', `open ${gap} failed`],
  ['file, Windows, escaped', String.raw`"C:\\Users\\ann\\x"`, `"${gap}"`],
  ['file, UNC', String.raw`at \\server\home\ann\x.doc`, `at ${gap}`],
  ['file, one slash', 'file:/Users/ann/x', `file://${gap}`],
  ['file, home', 'in ~/secret/x', `in ${gap}`],
  ['file, another home', 'in ~ann/x', `in ${gap}`],
  ['file, a variable', 'in $HOME/ann/x', `in ${gap}`],
  ['file, a variable', String.raw`in %USERPROFILE%\ann\x`, `in ${gap}`],
  ['file, of an editor', 'vscode-file://vscode-app/home/ann/x', `vscode-file://${gap}`],
  ['path of the page', 'Cannot GET /acme/issues/7', `Cannot GET ${gap}`],
  ['relative', 'Cannot find module ./components/Foo', 'Cannot find module ./components/Foo'],
  ['neither', 'and/or, </div></span>, 1 / 2', 'and/or, </div></span>, 1 / 2'],

  ['telephone', 'call (555) 010-0100 now', `call ${gap} now`],
  ['telephone', 'call 0171/2345678', `call ${gap}`],
  ['address of a computer', 'connect 10.0.0.5:3000', `connect ${gap}:3000`],
  ['address of a computer', 'connect fe80::1:2:3:4', `connect ${gap}`],
  ['short numbers', 'line 1024 column 33, HTTP 404', 'line 1024 column 33, HTTP 404'],

  ['run of words', 'XMLHttpRequestEventTargetPrototype', 'XMLHttpRequestEventTargetPrototype'],
  ['run of words', 'max_retry_count_exceeded_error', 'max_retry_count_exceeded_error'],
  ['run of words and digits', 'convertUtf16ToUtf8StringBuffer', gap],
  ['run of letters that are no word', 'xkcdqwrtp_of_the_session_key', gap],
  ['run of hex letters', 'deadbeef_deadbeef_deadbeef', gap],
  ['run of letters in turn', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ', gap],
  ['run of one word', 'pneumonoultramicroscopicsilico', gap],
  ['run with hyphens', 'the-plan-of-ann-for-the-acme-launch', gap],
];

/** Shapes that make careless patterns slow. */
const endless = [
  'a',
  'a@',
  '/a',
  '/a b',
  'a ',
  '%41',
  '1 ',
  '\\a',
  'a.',
  'a:',
  '"a',
  '(-',
  '~',
  '\\',
  'a-',
];

describe('texts of errors are redacted before they are captured', () => {
  for (const [row, text, left] of rows) {
    it(`M109, ${row}: ${text || '(nothing)'}`, () => {
      assert.equal(redactText(text), left);
      assert.equal(redactText(left), left, 'a second time changes nothing');
    });
  }

  it('M109: a long text is cut, and half an address goes with the cut', () => {
    const address = `${'x'.repeat(20)}@example.org`;
    const text = `${'word '.repeat(397)}${address}`;
    assert.ok(text.indexOf('@') > 2000);
    assert.doesNotMatch(redactText(text), /x/);
    assert.equal(redactText('word '.repeat(1000)).length, 1000);
    assert.equal(redactText('é'.repeat(5000)), gap);
  });

  it('M109: no text takes long', () => {
    for (const piece of endless) {
      const beganMs = performance.now();
      redactText(piece.repeat(5000));
      const tookMs = performance.now() - beganMs;
      assert.ok(tookMs < 200, `${piece}: ${tookMs} ms`);
    }
  });
});

/** @type {[row: string, thrown: unknown, type: string, message: string][]} */
const thrown = [
  ['M-034: no message at all', undefined, 'Error', 'window.error'],
  ['M-035: a message that is no text is none', { message: 42 }, 'Error', 'window.error'],
  ['M-036', new TypeError('Bad email bob@corp.com'), 'TypeError', `Bad email ${gap}`],
  ['M-037: nothing thrown', null, 'Error', 'window.error'],
  ['M-038: something else than an error', { $exception_list: 'x' }, 'Error', 'window.error'],
  ['a text', 'ann@x.org failed', 'Error', `${gap} failed`],
  ['like an error', { name: 'HttpError', message: 'no' }, 'HttpError', 'no'],
  ['a name that somebody wrote', { name: 'of ann@x.org', message: 'no' }, 'Error', 'no'],
  ['a name that is an id', { name: 'E8d5c1a2b00354c629f141ad421', message: 'no' }, 'Error', 'no'],
  ['accessors that throw', new Proxy({}, { get: () => assert.fail() }), 'Error', 'window.error'],
];

/** @type {[row: string, told: string, isNoise: boolean][]} */
const noise = [
  ['M-055', 'ResizeObserver loop completed with undelivered notifications.', true],
  ['M-056', 'ResizeObserver loop limit exceeded', true],
  ['M-057', 'ResizeObserver loop limit exceeded', true],
  ['M-058', 'resizeobserver LOOP limit exceeded', true],
  ['M-059', "Cannot read properties of undefined (reading 'split')", false],
  ['M-060', 'ResizeObserver is not defined', false],
];

/** @type {[row: string, thrown: unknown][]} */
const strange = [
  ['M-061', undefined],
  ['M-062', {}],
  ['M-063', { $exception_list: 'not-an-array' }],
  ['M-064', [null, 42, {}]],
  ['M-065', { message: 123 }],
];

/** As browsers write where an error was thrown, its innermost frame first. @type {[row: string, stack: string, place: object | null][]} */
const stacks = [
  [
    'Chromium',
    'TypeError: no\n    at render (https://h/app.js:10:20)\n    at https://h/app.js:1:2',
    { call: 'render', file: 'https://h/app.js', line: 10, column: 20 },
  ],
  [
    'Chromium, no function',
    'TypeError: no\n    at https://h/app.js:3:4',
    { call: undefined, file: 'https://h/app.js', line: 3, column: 4 },
  ],
  [
    'Firefox',
    'render@https://h/app.js:10:20\n@https://h/app.js:1:2\n',
    { call: 'render', file: 'https://h/app.js', line: 10, column: 20 },
  ],
  [
    'WebKit',
    'https://h/app.js:5:6\nmodule code@https://h/app.js:1:2',
    { call: undefined, file: 'https://h/app.js', line: 5, column: 6 },
  ],
  ['none', 'TypeError: no', {}],
];

describe('what is told of an error', () => {
  for (const [row, error, type, message] of thrown) {
    it(`A5, M109, ${row}`, () => {
      const problem = problemOf(error, 'window.error');
      assert.deepEqual([problem?.type, problem?.message], [type, message]);
    });
  }

  for (const [row, told, isNoise] of noise) {
    it(`M111, ${row}: ${told} is ${isNoise ? 'noise' : 'told'}`, () => {
      assert.equal(problemOf(new Error(told), 'window.error') === null, isNoise);
      assert.equal(problemOf(null, told) === null, isNoise);
    });
  }

  for (const [row, error] of strange) {
    it(`M111, ${row}: ${JSON.stringify(error)} is no noise`, () => {
      assert.ok(problemOf(error, 'window.error'));
    });
  }

  it('M111: noise is known by its own words, before redaction takes them', () => {
    assert.equal(problemOf(new Error('/a/resizeobserver loop/b'), 'x'), null);
  });

  for (const [row, stack, place] of stacks) {
    it(`M110: the last frame of a stack, ${row}`, () => {
      assert.deepEqual(problemOf({ message: 'no', stack }, 'x')?.frame, place);
    });
  }

  it('M110: a message that looks like a frame is none', () => {
    const message = 'at x (https://h/a.js:1:1)\n    at y (https://h/b.js:2:2)';
    const stack = `Error: ${message}\n    at z (https://h/c.js:3:3)`;
    assert.equal(problemOf({ message, stack }, 'x')?.frame.line, 3);
  });
});
