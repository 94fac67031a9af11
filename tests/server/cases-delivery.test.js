/** How an earlier system was observed to deliver, on this endpoint. Where it lost something, the title says what is different. */
import assert from 'node:assert/strict';
import {
  IDENTIFIED,
  ann,
  anEvent,
  anonymizedBatch,
  identifiedBatch,
  startEndpoint,
  stopAll,
  until,
} from './support.js';

describe('observed cases: delivery', () => {
  afterEach(stopAll);

  it('M-066, M21: two events in a batch of two reach /batch/ with the project token', async () => {
    const endpoint = await startEndpoint({ limits: { batchEvents: 2, flushMs: 60000 } });
    endpoint.signIn({ ...ann(IDENTIFIED), workspaces: [{ id: 'w1', role: 'owner' }] });
    await endpoint.capture(identifiedBatch(anEvent(), anEvent()));
    await endpoint.handler.close();
    const events = endpoint.receiver.events.filter(({ event }) => event === 'page viewed');
    assert.deepEqual(
      events.map((event) => [event.distinct_id, event.properties.workspace_id]),
      [
        ['u1', 'w1'],
        ['u1', 'w1'],
      ],
    );
    for (const { path, payload } of endpoint.receiver.requests) {
      assert.deepEqual([path, payload.api_key], ['/batch', 'phc_test']);
    }
  });

  it('M-067, M19, M22: a blocked PostHog never blocks a capture; what does not fit is counted and, unlike before, given back to the sender', async () => {
    const limits = { queueEvents: 2, batchEvents: 1, requestTimeoutMs: 60000 };
    const endpoint = await startEndpoint({ limits });
    endpoint.receiver.fail({ delayMs: 60000 });
    const statuses = [];
    for (let i = 0; i < 20; i += 1) {
      statuses.push((await endpoint.capture(anonymizedBatch(anEvent()))).status);
    }
    await until(() => endpoint.receiver.requests.length === 1);
    assert.deepEqual(statuses, [204, 204, ...Array(18).fill(503)]);
    assert.deepEqual(endpoint.handler.counts().dropped, { queue_full: 18 });
  });

  it('M-068, M13: without a token capture and close do nothing', async () => {
    const endpoint = await startEndpoint({ posthog: { token: '' } });
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204);
    assert.deepEqual(await endpoint.handler.close(), { left: 0 });
    assert.deepEqual(endpoint.receiver.requests, []);
  });
});
