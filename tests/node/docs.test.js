import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelOf } from '../../js-glue/cli/plan-model.js';
import { describePlan } from '../../js-glue/cli/docs/describe-plan.js';
import { writeDocument } from '../../js-glue/cli/docs/write-document.js';
import { createCore } from '../../js-glue/core/index.js';
import { runCommand } from '../support/command.js';
import { assertGolden } from '../support/golden.js';

/** @typedef {import('../../js-glue/cli/docs/describe-plan.js').PlanDocument} PlanDocument */

/** @param {string} path */
const pathOf = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** By the names of their golden files. @type {Record<string, {plan: string, file: string}>} */
const plans = {
  second: { plan: 'second', file: pathOf('src/plans/second.json') },
  features: {
    plan: pathOf('tests/golden/features.json'),
    file: pathOf('tests/golden/features.json'),
  },
};

/** @param {any} source of a plan */
function describeSource(source) {
  const core = createCore();
  const { fingerprint } = core.open(source);
  return { core, document: describePlan(modelOf(source), fingerprint, core) };
}

/** As GitHub names the places of headings. @param {string} markdown */
function anchorsOf(markdown) {
  const text = markdown.replace(/^```[^]*?^```/gm, '');
  const slugs = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => {
    return heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-');
  });
  return slugs.map((slug, i) => {
    const before = slugs.slice(0, i).filter((other) => other === slug).length;
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

for (const [name, { plan, file }] of Object.entries(plans)) {
  describe(`the document of the plan ${name}`, () => {
    const { core, document } = describeSource(JSON.parse(readFileSync(file, 'utf8')));
    const markdown = writeDocument(document);

    it('is the one that was read and committed', () => {
      const { status, stdout } = runCommand(['docs', '--plan', plan]);
      assert.equal(status, 0);
      assertGolden(`${name}.PRIVACY.md`, stdout);
      assert.equal(stdout, markdown);
    });

    it('says the same as data with --json (M5)', () => {
      const { status, stdout } = runCommand(['docs', '--plan', plan, '--json']);
      assert.equal(status, 0);
      assertGolden(`${name}.privacy.json`, stdout);
      assert.deepEqual(JSON.parse(stdout), document);
    });

    it('has examples that a second pass leaves as they are', () => {
      for (const { example } of document.events) {
        const text = JSON.stringify(example);
        const { event, removed } = core.explain(text, 'anonymized');
        assert.equal(JSON.stringify(event), text);
        assert.deepEqual(removed, []);
      }
    });

    it('has an example of a whole event that the endpoint leaves as it is', () => {
      const { example } = document.everyEvent;
      const {
        timestamp,
        distinct_id: anonymousDistinctId,
        ...event
      } = /** @type {any} */ (example);
      const body = { anonymousDistinctId, batch: [{ ...event, occurredAt: timestamp }] };
      const answer = core.verify({ mode: 'identified', format: 'posthog' }, JSON.stringify(body));
      assert.deepEqual(answer.ok && answer.lines, [JSON.stringify(example)]);
    });

    it('has examples that say all that may leave anonymized, and nothing else', () => {
      const always = ['anonymized', ...Object.keys(document.everyEvent.constants)];
      for (const { anonymized, example } of document.events) {
        const told = anonymized.map((row) => row.name);
        assert.deepEqual(Object.keys(example.properties), [...told, ...always], example.event);
      }
    });

    it('tells each property of each event, once in each mode at most', () => {
      for (const [i, { name: event, properties }] of modelOf(
        JSON.parse(readFileSync(file, 'utf8')),
      ).events.entries()) {
        const { anonymized, identified } = document.events[i];
        const standing = document.everyEvent;
        const told = {
          anonymized: [...anonymized, ...standing.anonymized].map((row) => row.name),
          identified: [...identified, ...standing.identified].map((row) => row.name),
        };
        for (const property of properties) {
          const keys = [...told.anonymized, ...told.identified];
          assert.ok(keys.includes(property.name), `${event}: ${property.name}`);
          assert.equal(
            told.anonymized.includes(property.name),
            property.anonymized === property.name,
          );
        }
        for (const names of Object.values(told)) assert.equal(new Set(names).size, names.length);
      }
    });

    it('has contents that lead somewhere, and tables whose rows are whole', () => {
      const anchors = anchorsOf(markdown);
      const links = [...markdown.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
      assert.equal(new Set(links).size, document.events.length + 8);
      for (const link of links) assert.ok(anchors.includes(link), link);
      for (const [block] of markdown.matchAll(/^\|[^]*?\n\n/gm)) {
        const widths = block
          .trim()
          .split('\n')
          .map((row) => row.split(/(?<!\\)\|/).length);
        assert.equal(new Set(widths).size, 1, block);
      }
    });
  });
}

describe('the documents of odd plans', () => {
  it('tell headings of the same name apart', () => {
    const title = 'What odd tells of its use';
    const names = ['glossary', 'page viewed', 'page-viewed', '1. first_ *one*', title];
    const events = Object.fromEntries(names.map((name) => [name, {}]));
    const markdown = writeDocument(describeSource({ format: 1, name: 'odd', events }).document);
    const links = [...markdown.matchAll(/\[([^\]]*)\]\(#([^)]*)\)/g)];
    const byTitle = Object.fromEntries(links.map(([, text, anchor]) => [text, anchor]));
    assert.equal(byTitle.glossary, 'glossary');
    assert.equal(byTitle.Glossary, 'glossary-1');
    assert.equal(byTitle[title], 'what-odd-tells-of-its-use-1');
    assert.equal(byTitle['page viewed'], 'page-viewed');
    assert.equal(byTitle['page-viewed'], 'page-viewed-1');
    assert.match(markdown, /^### 1\\\. first\\_ \\\*one\\\*$/m);
  });

  it('say of each rule of a plan what it does', () => {
    const plan = { format: 1, name: 'odd', events: { e: {} } };
    /** @param {object} rules */
    const said = (rules) => writeDocument(describeSource({ ...plan, ...rules }).document);
    assert.match(
      said({ identity: { merge: true } }),
      /counts as theirs[^]*is dropped in the browser/,
    );
    assert.match(said({ undeclared: 'filter' }), /never joined[^]*unless it passes the filter/);
    assert.match(said({ unmatched: 'shape' }), /the plan’s words, and what kind of text/);
    assert.match(said({ description: '```js\n<b>*' }), /^\\`\\`\\`js \\<b>\\\*$/m);
    assert.match(said({ limits: { time_ms: 5000 } }), /to within 5 seconds/);
  });

  it('are those of plans without events, or for counters alone', () => {
    const empty = describeSource({ format: 1, name: 'empty', events: {} }).document;
    assert.equal(empty.everyEvent.example, null);
    const events = { counted: { destination: 'metrics' } };
    const counted = describeSource({ format: 1, name: 'counted', events }).document;
    assert.equal(counted.everyEvent.example, null);
    assert.deepEqual(
      counted.destinations.map(({ events: count }) => count),
      [1],
    );
    for (const document of [empty, counted]) {
      assert.doesNotMatch(writeDocument(document), /undefined|null|handed to PostHog/);
    }
  });
});
