import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/command.js';

/**
 * @param {string[]} args
 * @param {string} [input]
 */
function run(args, input) {
  const { stdout, ...rest } = runCommand(args, input);
  return { ...rest, lines: stdout.split('\n').filter(Boolean) };
}

describe('the command line', () => {
  it('route: a path a line in, shape and surface a line out', () => {
    const { status, lines } = run(
      ['route', '--plan', 'second'],
      '/w/acme/apps/12\n/w/acme/settings/members?x#y\n/nowhere\n',
    );
    assert.equal(status, 0);
    assert.deepEqual(lines, [
      '{"route_shape":"/w/:workspace/apps/:objectId","surface":"app_chat"}',
      '{"route_shape":"/w/:workspace/settings/members","surface":"settings"}',
      '{"route_shape":"/:unmatched-1","surface":"public"}',
    ]);
  });

  it('sanitize: the event that would leave, or why none does', () => {
    const input = [
      '{"event":"build failed","properties":{"duration_ms":5,"user_email":"ada@example.org"}}',
      '{"event":"nobody declared me"}',
    ].join('\n');
    const { status, lines } = run(['sanitize', '--plan', 'second', '--mode', 'anonymized'], input);
    assert.equal(status, 0);
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [
        {
          event: 'build failed',
          properties: { duration_ms: 5, anonymized: true, analytics_consent_version: 1 },
        },
        { dropped: 'unknown_event' },
      ],
    );
  });

  it('sanitize --explain: what was removed and why, without its value', () => {
    const input = '{"event":"build failed","properties":{"user_email":"ada@example.org"}}';
    const { lines } = run(
      ['sanitize', '--plan', 'second', '--mode', 'anonymized', '--explain'],
      input,
    );
    assert.ok(!lines[0].includes('ada@'));
    assert.deepEqual(JSON.parse(lines[0]).removed, [
      { path: '/properties/user_email', reason: JSON.parse(lines[0]).removed[0].reason },
    ]);
  });

  it('reports a bad line by its number, without its text, and goes on', () => {
    const good = '{"event":"page viewed"}';
    const { status, lines, stderr } = run(
      ['sanitize', '--plan', 'second', '--mode', 'identified'],
      `${good}\n{secret\n\n${good}\n`,
    );
    assert.equal(status, 1);
    assert.equal(lines.length, 3);
    assert.match(stderr, /line 2: json_syntax/);
    assert.ok(!stderr.includes('secret'));
  });

  it('verify: a batch body in, the verified batch out; twice changes nothing', () => {
    const body = JSON.stringify({
      anonymousDistinctId: 'anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5',
      batch: [
        {
          event: 'page viewed',
          uuid: '8d5c1a2b-0035-4c62-9f14-1ad4215736a5',
          occurredAt: '2026-01-02T03:04:05.006Z',
          properties: { route_shape: '/w/acme/library', email: 'ada@example.org' },
        },
      ],
    });
    const once = run(['verify', '--plan', 'second'], body);
    assert.equal(once.status, 0, once.stderr);
    const batch = JSON.parse(once.lines[0]);
    assert.equal(batch.anonymousDistinctId, 'anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5');
    assert.equal(batch.batch[0].properties.email, undefined);
    assert.deepEqual(run(['verify', '--plan', 'second'], once.lines[0]).lines, once.lines);
  });

  it('takes a plan from a file, and names what is wrong with it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-'));
    const file = join(folder, 'plan.json');
    try {
      writeFileSync(
        file,
        '{"format":1,"name":"mine","events":{"opened":{"properties":[{"n":{"type":"count","max":9}}]}}}',
      );
      const { lines } = run(
        ['sanitize', '--plan', file, '--mode', 'anonymized'],
        '{"event":"opened","properties":{"n":3}}',
      );
      assert.deepEqual(lines, ['{"event":"opened","properties":{"n":3,"anonymized":true}}']);
      writeFileSync(file, '{"format":1,"name":"mine","events":{"opened":{"properties":["n"]}}}');
      const bad = run(['route', '--plan', file], '/');
      assert.equal(bad.status, 2);
      assert.equal(
        bad.stderr,
        `${file}:1:61: /events/opened/properties/0: "n" is not in the dictionary (properties)\n`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('image: the compiled plan as a module, equal to the one that is shipped', async () => {
    const { status, lines } = run(['image', '--plan', 'second']);
    assert.equal(status, 0);
    const { default: image } = await import(`data:text/javascript,${encodeURIComponent(lines[0])}`);
    const { default: shipped } = await import('../../dist/plans/second.js');
    assert.equal(image, shipped);
  });

  it('says what it wants when it is called wrongly', () => {
    for (const args of [
      [],
      ['route'],
      ['nothing', '--plan', 'second'],
      ['route', '--plan', 'no-such-plan'],
    ]) {
      const { status, stderr } = run(args);
      assert.equal(status, 2);
      assert.match(stderr, /usage|no shipped plan/);
    }
  });
});
