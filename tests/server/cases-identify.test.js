/** What an earlier server of this kind was observed to do when asked to identify, or for its config, on this endpoint. */
import assert from 'node:assert/strict';
import { IDENTIFIED, ann, call, startLocal, stopAll, annAtPostHog } from './support.js';

describe('observed cases: identify and config', () => {
  afterEach(stopAll);

  for (const [id, body, workspace] of /** @type {[string, object, [string, string]][]} */ ([
    ['S-185', {}, ['acme', 'owner']],
    ['S-187', { workspaceId: 'beta' }, ['beta', 'member']],
  ])) {
    it(`${id}, S37: identify with ${JSON.stringify(body)} is in ${workspace[0]}`, async () => {
      const endpoint = await startLocal();
      endpoint.signIn(ann(IDENTIFIED));
      assert.equal((await endpoint.identify(body)).status, 204);
      const [event, ...others] = await endpoint.delivered();
      assert.deepEqual(others, []);
      assert.deepEqual([event.event, event.distinct_id], ['$identify', 'u1']);
      const [workspaceId, role] = workspace;
      assert.deepEqual(event.properties.$set, annAtPostHog(workspaceId, role));
    });
  }

  it('S-189, S65: identify while disabled is answered 204 and goes nowhere', async () => {
    const endpoint = await startLocal({ SECOND_TELEMETRY_DISABLED: '1' });
    endpoint.signIn(ann(IDENTIFIED));
    assert.equal((await endpoint.identify({})).status, 204);
    assert.deepEqual(await endpoint.delivered(), []);
    assert.deepEqual(endpoint.receiver.requests, []);
  });

  it('S-191, S45, A29: config has token and host, for this person only', async () => {
    const endpoint = await startLocal();
    const answer = await call(`${endpoint.base}/config`, { method: 'GET' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'private, no-store');
    const { captureToken, ...body } = answer.body;
    assert.deepEqual(body, {
      posthogToken: 'phc_test',
      posthogHost: endpoint.receiver.url,
      replay: {},
    });
    assert.ok(captureToken);
  });

  it('S-192, S45: config without an identity 401', async () => {
    const endpoint = await startLocal();
    endpoint.signIn(null);
    const answer = await call(`${endpoint.base}/config`, { method: 'GET' });
    assert.equal(answer.status, 401);
    assert.deepEqual(answer.body, { error: 'identity_required' });
  });
});
