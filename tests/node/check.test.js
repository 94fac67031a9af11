import assert from 'node:assert/strict';
import { runCommand } from '../support/command.js';
import { assertGolden } from '../support/golden.js';
import { golden, lineOf, runCheck, shop, shopWith } from '../support/check.js';

describe('check', () => {
  it('prints what a plan can tell, and what to ask about it beside', () => {
    const { status, stdout, stderr } = runCommand(['check', '--plan', golden('old.json')]);
    assert.equal(status, 0, stderr);
    assertGolden('check/report.txt', stdout);
    assertGolden('check/warnings.txt', stderr);
  });

  it('holds the Second plan within its budget', () => {
    const { status, stdout, stderr } = runCommand(['check', '--plan', 'second', '--json']);
    const { entropy, errors, warnings: list } = JSON.parse(stdout);
    assert.equal(status, 0, stderr);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      list.map((/** @type {any} */ { rule, pointer, line }) => [rule, pointer, line]),
      [['wide-range', '/properties/duration_ms', 72]],
    );
    assert.equal(entropy.ambient.toFixed(1), '10.2');
  });

  it('fails above the budget of the plan or of the call, whichever is the lower one', () => {
    const budget =
      /^plan\.json:6:3: error: 5\.9 bits are on every event, above the budget of 5 \[over-budget\]$/m;
    const of = (/** @type {number} */ bits) => ({
      'plan.json': shopWith((source) => (source.entropy_budget_bits = bits)),
    });
    for (const { plan, args, code } of [
      { plan: of(6), args: [], code: 0 },
      { plan: of(5), args: [], code: 1 },
      { plan: of(5), args: ['--budget', '50'], code: 1 },
      { plan: of(50), args: ['--budget', '5'], code: 1 },
      { plan: of(50), args: ['--budget', '6'], code: 0 },
    ]) {
      const { status, stderr } = runCheck(plan, '--plan', '@plan.json', ...args);
      assert.equal(status, code, stderr);
      assert.equal(budget.test(stderr), code === 1, stderr);
    }
  });

  it('exits with 1 for an error in a source, with 3 for a review, and with 1 for both', () => {
    const wide = shopWith((source) => (source.properties.item_count.max = 99));
    const files = {
      'old.json': shop,
      'new.json': wide,
      'good/a.js': "capture('order placed'); capture('order failed')",
      'bad/a.js': "capture('lost')",
    };
    /** @param {...string} args */
    const code = (...args) => runCheck(files, '--plan', ...args).status;
    assert.equal(code('@new.json', '--src', '@good'), 0);
    assert.equal(code('@new.json', '--src', '@good', '@bad'), 1);
    assert.equal(code('@new.json', '--src', '@good', '--src', '@bad'), 1);
    assert.equal(code('@new.json', '--against', '@old.json'), 3);
    assert.equal(code('@old.json', '--against', '@new.json'), 0);
    assert.equal(code('@new.json', '--against', '@old.json', '--src', '@bad'), 1);
  });

  it('fails on a route of the application that the plan does not know', () => {
    const files = {
      'plan.json': shop,
      'known.json': '{"openapi":"3.1.0","paths":{"/orders/{order}":{"get":{}}}}',
      'api.json':
        '{"openapi":"3.1.0","paths":{"/orders/{order}":{"get":{}},"/lost/{id}":{"get":{}}}}',
    };
    /** @param {...string} args */
    const run = (...args) => runCheck(files, '--plan', '@plan.json', ...args);
    assert.equal(run('--routes', 'openapi:@known.json').status, 0);
    const { status, stderr } = run(
      '--routes',
      'openapi:@known.json',
      '--routes',
      'openapi:@api.json',
    );
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^plan\.json:\d+:\d+: error: no template takes \/lost\/:id, a route of openapi \[unknown-route\]$/m,
    );
    for (const wrong of ['openapi', ':x', 'rails:@api.json']) {
      assert.equal(run('--routes', wrong).status, 2, wrong);
    }
  });

  it('says the same in JSON', () => {
    const files = {
      'plan.json': shop,
      'src/a.js': "capture('order placed', { x: 1 });\ncapture(y)",
    };
    const { status, stdout, stderr } = runCheck(
      files,
      '--plan',
      '@plan.json',
      '--src',
      '@src',
      '--json',
    );
    const { plan, errors, warnings: list, sources, entropy, diff } = JSON.parse(stdout);
    assert.deepEqual([status, stderr, errors, diff], [0, '', [], undefined]);
    assert.deepEqual(
      { ...plan, fingerprint: plan.fingerprint.length },
      { file: 'plan.json', name: 'shop', version: 1, fingerprint: 16 },
    );
    assert.deepEqual(list, [
      {
        rule: 'unused-event',
        pointer: '/events/order failed',
        message: 'no source captures order failed',
        file: 'plan.json',
        line: lineOf('"order failed"'),
        column: 5,
      },
      {
        rule: 'undeclared-property',
        message: '"order placed" has no property "x"',
        file: 'src/a.js',
        line: 1,
        column: 27,
      },
    ]);
    assert.deepEqual(sources, { files: 1, calls: 2, dynamicNames: 1, dynamicKeys: 0, unread: 0 });
    assert.deepEqual(entropy.events[1], {
      event: 'order failed',
      own: Math.log2(12),
      mostTelling: [{ property: 'item_count', bits: Math.log2(12) }],
    });
  });

  it('exits with 2 where a plan or the call cannot be used, and says why', () => {
    const files = {
      'plan.json': shop,
      'bad.json': '{"format":1,"name":"x","events":{"e":{"properties":["n"]}}}',
      'none.json': '{',
      'a.js': '',
    };
    for (const { args, says } of [
      {
        args: ['--plan', '@bad.json'],
        says: /^bad\.json:1:53: error: .*"n" is not in the dictionary \(properties\) \[plan\]/,
      },
      { args: ['--plan', '@none.json'], says: /^none\.json:1:2: error: .*not the JSON/ },
      { args: ['--plan', '@plan.json', '--against', '@bad.json'], says: /^bad\.json:1:53: error/ },
      { args: ['--plan', '@plan.json', '--against', '@gone.json'], says: /no file named/ },
      { args: ['--plan', '@plan.json', '--src', '@gone'], says: /no such file/ },
      { args: ['--plan', '@plan.json', '--budget', 'many'], says: /--budget is a number of bits/ },
      { args: ['--plan', '@plan.json', '--budget', ''], says: /--budget is a number of bits/ },
      { args: ['--plan', '@plan.json', '@a.js'], says: /folders follow --src/ },
    ]) {
      const { status, stdout, stderr } = runCheck(files, ...args);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, says);
    }
    const { status, stdout } = runCheck(files, '--plan', '@bad.json', '--json');
    assert.equal(status, 2);
    assert.deepEqual(
      JSON.parse(stdout).errors.map((/** @type {any} */ { rule }) => rule),
      ['plan'],
    );
  });
});
