import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLeanCore } from '../../js-glue/core/core.js';
import { createCore, loadFallbackCore } from '../../js-glue/core/index.js';
import { PlanError } from '../../js-glue/core/open-plan.js';
import { openWhole } from '../../js-glue/core/whole-build.js';
import { createAnalyticsHandler } from '../../js-glue/server/index.js';

const main = fileURLToPath(new URL('../../js-glue/cli/main.js', import.meta.url));

const broken = `{
  "format": 1,
  "name": "shop", "version": 0,
  "nmae": "shop",
  "properties": {
    "price": { "type": "count" },
    "größe": { "type": "bool" },
    "note": {
      "type": "text",
      "anonymised": "length"
    }
  },
  "routes": [
    { "path": "/orders/:(paid|open)" },
    { "surface": "home" }
  ],
  "events": {
    "order placed": {
      "properties": ["price", "größe",
        "notes", { "kind": { "type": "enum", "values": [] } }]
    }
  }
}
`;

/** Four faults, each of a member. */
const four = { format: 1, name: 'p', events: {}, version: 0, words: 5, tenant: 5, identity: 5 };

describe('a plan with faults', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  const file = join(folder, 'plan.json');
  after(() => rmSync(folder, { recursive: true }));

  /** @param {string | Buffer} plan @param {string} [command] */
  function run(plan, command = 'route') {
    writeFileSync(file, plan);
    const args = [main, command, '--plan', file, '--mode', 'anonymized'];
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      command === 'sanitize' ? args : args.slice(0, 4),
      { encoding: 'utf8', input: '' },
    );
    return { status, stdout, lines: stderr.replaceAll(file, 'plan.json').split('\n').slice(0, -1) };
  }

  it('is told by every command, a line a fault with file, line, column, pointer and rule', () => {
    for (const command of ['route', 'sanitize', 'verify', 'image']) {
      const { status, stdout, lines } = run(broken, command);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.deepEqual(lines, [
        'plan.json:3:19: /version: "version" must be a whole number from 1 to 100000',
        'plan.json:4:3: /nmae: "nmae" is not known here',
        'plan.json:6:5: /properties/price: "price" needs an upper bound (max)',
        'plan.json:7:5: /properties/größe: "größe" must have a name of 1 to 80 printable ASCII characters without quotes and backslashes',
        'plan.json:10:7: /properties/note/anonymised: "anonymised" is not known to the type text',
        'plan.json:14:7: /routes/0/path: "path" has the segment ":(paid|open)", which is no literal, :name, :name(a|b) or *',
        'plan.json:15:5: /routes/1: needs a path',
        'plan.json:20:9: /events/order placed/properties/2: "notes" is not in the dictionary (properties)',
        'plan.json:20:46: /events/order placed/properties/3/kind/values: "values" must have 1 to 5000 entries',
      ]);
    }
  });

  it('that is one of the whole plan stands at its beginning', () => {
    assert.deepEqual(run('\n  {"format": 1}\n').lines, [
      'plan.json:2:3: the plan needs a name',
      'plan.json:2:3: the plan needs events',
    ]);
  });

  it('is told with line and column where it is no JSON', () => {
    const rule = 'the plan cannot be read:';
    for (const [plan, line] of [
      ['{\n  "format": 1,\n}\n', `plan.json:3:1: ${rule} not the JSON of RFC 8259`],
      ['', `plan.json:1:1: ${rule} not the JSON of RFC 8259`],
      ['{\r\n"größe": 1 x}', `plan.json:2:12: ${rule} not the JSON of RFC 8259`],
      ['{"😀": 1,\n "a": {}, "a": 2}', `plan.json:2:11: ${rule} the same key twice in an object`],
      ['{"a": 1}\n{}', `plan.json:2:1: ${rule} bytes after the value`],
      ['{"a":\n\t.5}', `plan.json:2:2: ${rule} not the JSON of RFC 8259`],
      [
        '{"a":\n -x}',
        `plan.json:2:3: ${rule} no number of RFC 8259, or in a plan one of more than 63 characters`,
      ],
    ]) {
      assert.deepEqual(run(plan).lines, [line]);
    }
  });

  it('says how many more there are than it lists', () => {
    const names = Array.from({ length: 70 }, (_, i) => `"m${i}": 0`);
    const { lines } = run(`{"format": 1, "name": "p", "events": {}, ${names.join(', ')}}`);
    assert.equal(lines.length, 65);
    assert.equal(lines[64], 'plan.json: and 6 more');
  });

  it('throws an error that names the first three, and has them all', async () => {
    for (const core of [createCore(), await loadFallbackCore()]) {
      assert.throws(
        () => core.open(four),
        (/** @type {any} */ error) => {
          assert.ok(error instanceof PlanError);
          assert.equal(
            error.message,
            'second-analytics: tracking plan: /version: "version" must be a whole number from 1 to 100000; /words: "words" must be a list; /tenant: "tenant" must be 1 to 80 printable ASCII characters without quotes and backslashes; and 1 more',
          );
          assert.equal(error.reason, 'plan_bounds');
          assert.equal(error.faults.length, 4);
          assert.deepEqual(error.faults[3], {
            pointer: '/identity',
            name: 'identity',
            rule: 'must be an object',
          });
          return true;
        },
      );
      assert.throws(() => core.image(), /not_open/);
    }
  });

  it('throws the same at the endpoint and in a page', async () => {
    const message = 'second-analytics: tracking plan: the plan needs a name';
    const plan = { format: 1, events: {} };
    assert.throws(
      () => createAnalyticsHandler({ plan, authenticate: () => null, posthog: { token: '' } }),
      { message },
    );
    await assert.rejects(openWhole(loadLeanCore, {}, JSON.stringify(plan)), { message });
    await openWhole(loadLeanCore, {}, JSON.stringify({ ...plan, name: 'p' }));
  });
});
