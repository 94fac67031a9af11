import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { checkedText } from '../../js-glue/cli/check/checked-plan.js';
import { findCalls } from '../../js-glue/cli/check/sources/call-sites.js';
import { sourceFindings, summaryOf } from '../../js-glue/cli/check/sources/findings.js';
import { javascriptSyntax, loadJavaScript } from '../../js-glue/cli/check/sources/javascript.js';
import { readSources } from '../../js-glue/cli/check/sources/sources.js';
import { loadTypeScript } from '../../js-glue/cli/check/sources/typescript.js';
import { temporaryFiles } from '../support/temporary-files.js';

const plan = {
  format: 1,
  name: 'shop',
  constants: { edition: 'full' },
  properties: { user_id: { type: 'id' } },
  standing: ['user_id'],
  routes: [{ path: '/:section(cart|help)', surface: 'shop' }],
  events: {
    'page viewed': {},
    'order placed': {
      properties: [
        { item_count: { type: 'count', max: 9 } },
        { note: { type: 'text', anonymized: 'length' } },
      ],
    },
    'order failed': {},
    'never captured': {},
  },
};

/** Where a text stands in a file, as findings tell it. @param {Record<string, string>} files @param {string} file @param {string} text */
function placeOf(files, file, text) {
  const lines = files[file].split(/\r?\n/);
  const line = lines.findIndex((each) => each.includes(text));
  return `${file}:${line + 1}:${lines[line].indexOf(text) + 1}`;
}

/**
 * @param {Record<string, string>} files
 * @param {{functions?: string[], source?: object}} [options]
 */
async function checkFiles(files, { functions = ['capture'], source = plan } = {}) {
  const { folder, remove } = temporaryFiles(files);
  try {
    const checked = checkedText('plan.json', JSON.stringify(source));
    assert.ok(!('faults' in checked));
    const sources = await readSources([folder], new Set(functions));
    const found = sourceFindings(sources, checked.model, checked.core).map(
      ({ severity, rule, file, line, column, pointer, message }) =>
        `${pointer ?? `${relative(folder, file ?? '')}:${line}:${column}`} ${severity} ${rule} ${message}`,
    );
    return { found, summary: summaryOf(sources) };
  } finally {
    remove();
  }
}

const unused = ['page viewed', 'order placed', 'order failed', 'never captured'].map(
  (name) => `/events/${name} warning unused-event no source captures ${name}`,
);

describe('check --src', () => {
  it('finds unknown events, undeclared properties and unused events in every kind of source (M106, M107)', async () => {
    const bad = "capture('order palced', { items: 1 })";
    const good = "analytics.capture('order placed', { item_count: 1, color: 'red' })";
    const files = {
      'a.js': `#!/usr/bin/env node\nimport x from 'y';\nexport const a = <p>don't {${good}}</p>;`,
      'b.mjs': `await ${bad};`,
      'c.cjs': `with (x) { return ${bad}; }`,
      'd.jsx': `const d = <p onClick={() => ${good}}>it's</p>;`,
      'e.ts': `const e = <any>${bad} satisfies unknown;`,
      'f.tsx': `const f = <T,>(t: T) => <p>don't {${good}}</p>;`,
      'g.vue': `<template>\n  <p>it's</p>\n</template>\n<script setup type="module" lang="ts">\nconst g: number = ${good};\n</script>`,
      'h.svelte': `<script context="module">\n  import x from 'x';\n</script>\n<script>\n  import x from 'y';\n  ${bad};\n</script>`,
      'i.html': `<!-- <script>${bad}</script> -->\n<script type="application/json">{"capture('x')": 1}</script>\n<SCRIPT>\n${good}\n</SCRIPT>`,
      'j.d.ts': 'declare function capture(name: string): void;',
      'k.css': bad,
      'node_modules/l.js': bad,
      '.hidden/m.js': bad,
      'deep/er/n.mts': `\r\n${bad}`,
    };
    const { found, summary } = await checkFiles(files);
    const undeclared = 'warning undeclared-property "order placed" has no property "color"';
    const unknown = 'error unknown-event the plan has no event "order palced"';
    const color = (/** @type {string} */ file) => `${placeOf(files, file, 'color')} ${undeclared}`;
    const name = (/** @type {string} */ file) =>
      `${placeOf(files, file, "'order palced'")} ${unknown}`;
    assert.deepEqual(found, [
      ...[color('a.js'), name('b.mjs'), name('c.cjs'), color('d.jsx'), name('deep/er/n.mts')],
      ...[name('e.ts'), color('f.tsx'), color('g.vue'), name('h.svelte')],
      `i.html:4:52 ${undeclared}`,
      unused[0],
      ...unused.slice(2),
    ]);
    assert.deepEqual(summary, { files: 10, calls: 10, dynamicNames: 0, dynamicKeys: 0, unread: 0 });
  });

  it('knows what the core takes: standing and page properties, what stands for a text, constants', async () => {
    const keys = 'user_id, section, surface, route_shape, viewport_class, note, note_length_bucket';
    const { found } = await checkFiles({
      'a.js': `capture(' order placed ', { ${keys}, edition, anonymized, $ip, other: 1, 7: 1 })`,
    });
    assert.deepEqual(
      found.filter((line) => line.includes('property')).map((line) => line.split(' ').at(-1)),
      ['"$ip"', '"other"', '"7"'],
    );
    assert.ok(!found.some((line) => line.includes('unknown-event')));
    assert.ok(!found.includes(unused[1]), 'a name is known without the spaces around it');
  });

  it('lets undeclared properties be where the plan filters them', async () => {
    const source = { ...plan, undeclared: 'filter' };
    const { found } = await checkFiles(
      { 'a.js': "capture('order placed', { color })" },
      { source },
    );
    assert.ok(!found.some((line) => line.includes('undeclared-property')));
  });

  it('reads conditions, templates, spread objects and page(), and counts what it cannot read', async () => {
    const { found, summary } = await checkFiles({
      'a.js': [
        'capture(ok ? "order placed" : `order ${x}`, { ...(ok && { one: 1 }), ...more })',
        'capture(name ?? `order placed`, all)',
        'capture(name, { [key]: 1 })',
        'client?.capture((0, name))',
        'stream.capture(1); stream.capture({}); stream.capture(); stream.capture(() => {}); a["capture"]("x"); a[capture]("x")',
        'analytics.page(); setUp({ pageEvent: late ? "order failed" : "order failed" });',
      ].join('\n'),
      'b.vue': '<template><a @click="analytics.capture(\'x\')">x</a></template>',
    });
    assert.deepEqual(found, [
      'a.js:1:59 warning undeclared-property "order placed" has no property "one"',
      unused[3],
    ]);
    assert.deepEqual(summary, { files: 2, calls: 5, dynamicNames: 4, dynamicKeys: 3, unread: 1 });
  });

  it('takes a name that stands somewhere for used, where names are put together at run time', async () => {
    const table = "export const names = ['order placed', `order failed`];";
    const dynamic = await checkFiles({ 'a.js': table, 'b.js': 'capture(name); x.page()' });
    assert.deepEqual(dynamic.found, [unused[3]]);
    const known = await checkFiles({ 'a.js': table, 'b.js': "capture('never captured')" });
    assert.deepEqual(known.found, unused.slice(0, 3));
  });

  it('knows what page() captures', async () => {
    const { found, summary } = await checkFiles({
      'a.js':
        "createAnalytics({ pageEvent: 'screen seen' }).page(); const pageEvent = 1; f({ pageEvent });",
    });
    assert.deepEqual(found, [
      'a.js:1:30 error unknown-event the plan has no event "screen seen"',
      ...unused.slice(1),
    ]);
    assert.equal(summary.dynamicNames, 0);
  });

  it('looks for other functions, if it is told their names', async () => {
    const files = { 'a.js': "track('order palced'); capture('unknown')" };
    const { found } = await checkFiles(files, { functions: ['track'] });
    assert.deepEqual(
      found.filter((line) => line.includes('error')),
      ['a.js:1:7 error unknown-event the plan has no event "order palced"'],
    );
  });

  it('says where a script cannot be read, and goes on', async () => {
    const { found } = await checkFiles({ 'a.js': 'let x =\n  ;', 'b.js': "capture('gone')" });
    assert.deepEqual(found.slice(0, 2), [
      'a.js:2:3 error unread-source no JavaScript that can be read',
      'b.js:1:9 error unknown-event the plan has no event "gone"',
    ]);
  });
});

describe('the parsers of check --src', () => {
  const typed =
    "capture!<X>('a' as const, { one, 'two': 2, [three]: 3, four() {}, ...{ five: 5 } } satisfies Y);" +
    "(client as any).capture(x ? <X>'b' : c!, y && { 6: 1 }); o = { pageEvent: ('d') };";
  const plain = typed.replace(/!|<X>| as (?:const|any)| satisfies Y/g, (cut) =>
    ' '.repeat(cut.length),
  );
  const functions = new Set(['capture']);

  it('see the same in JavaScript and in TypeScript', async () => {
    const parse = await loadJavaScript();
    const typescript = await loadTypeScript();
    const [root] = typescript.parse([{ name: 'a.ts', text: typed }]);
    const expected = findCalls(parse(plain), javascriptSyntax, functions);
    assert.deepEqual(
      expected.calls.map(({ keys }) => keys.map(({ text }) => text)),
      [['one', 'two', 'four', 'five'], ['6'], []],
    );
    const found = findCalls(root, typescript.syntax, functions);
    assert.deepEqual(
      found.calls.map(({ at: _, ...call }) => call),
      expected.calls.map(({ at: _, ...call }) => call),
    );
    assert.equal(found.viewsPages, expected.viewsPages);
    assert.deepEqual(found.texts, expected.texts);
  });

  it('read with createSourceFile, where TypeScript has it', async () => {
    const { SyntaxKind } = await import('typescript/unstable/ast');
    const newer = await loadTypeScript();
    /** @type {string[]} */
    const asked = [];
    /** @type {(name: string, text: string) => any} */
    const createSourceFile = (name, text) => {
      asked.push(name);
      return newer.parse([{ name, text }])[0];
    };
    const older = await loadTypeScript(async (name) => {
      assert.equal(name, 'typescript');
      return { default: { createSourceFile, SyntaxKind } };
    });
    const [root] = older.parse([{ name: 'a.ts', text: typed }]);
    assert.deepEqual(asked, ['a.ts']);
    assert.equal(findCalls(root, older.syntax, functions).calls.length, 3);
  });

  it('say what to install, where they are missing', async () => {
    const missing = () => Promise.reject(new Error('not found'));
    await assert.rejects(loadTypeScript(missing), {
      name: 'TypeError',
      message: /read with the package typescript: npm install --save-dev typescript$/,
    });
    await assert.rejects(loadJavaScript(missing), {
      name: 'TypeError',
      message: /read with acorn and acorn-jsx: npm install --save-dev acorn acorn-jsx$/,
    });
  });
});
