import assert from 'node:assert/strict';
import {
  ANONYMIZED,
  IDENTIFIED,
  ann,
  anEvent,
  anonymizedBatch,
  call,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

const VALID = { event: 'page viewed', properties: { anonymized: true } };

describe('who may use the endpoint', () => {
  afterEach(stopAll);

  const refusals = [
    ['nobody is signed in', null, 401, 'identity_required'],
    ['there is no user yet', { ...ann(), user: null }, 401, 'profile_required'],
    [
      'the name is missing',
      { ...ann(), user: { id: 'u1', email: 'a@b.c' } },
      401,
      'profile_required',
    ],
    [
      'the name is blank',
      { ...ann(), user: { id: 'u1', email: 'a@b.c', name: ' ' } },
      401,
      'profile_required',
    ],
    [
      'the e-mail is missing',
      { ...ann(), user: { id: 'u1', name: 'Ann' } },
      401,
      'profile_required',
    ],
    ['onboarding is not finished (S1)', { ...ann(), onboarded: false }, 401, 'profile_required'],
    [
      'onboarding is said to be "yes" (S1)',
      { ...ann(), onboarded: 'yes' },
      401,
      'profile_required',
    ],
    ['there is no workspace', { ...ann(), workspaces: [] }, 403, 'workspace_required'],
    ['the workspaces are no list', { ...ann(), workspaces: 'acme' }, 403, 'workspace_required'],
    [
      'no workspace has an id',
      { ...ann(), workspaces: [{ role: 'owner' }, null] },
      403,
      'workspace_required',
    ],
  ];
  for (const [when, session, status, error] of refusals) {
    it(`answers ${status} ${error} (S9) on every route when ${when}`, async () => {
      const endpoint = await startEndpoint();
      endpoint.signIn(/** @type {any} */ (session));
      const answers = await Promise.all([
        endpoint.capture(VALID),
        endpoint.identify({}),
        call(`${endpoint.base}/config`, { method: 'GET' }),
      ]);
      for (const answer of answers) {
        assert.equal(answer.status, status);
        assert.deepEqual(answer.body, { error });
      }
      assert.deepEqual(await endpoint.delivered(), []);
    });
  }

  const failures = [
    [
      'throws',
      () => {
        throw new Error('a@b.c');
      },
    ],
    ['rejects', () => Promise.reject(new Error('a@b.c'))],
    ['returns no session', () => 'u1'],
  ];
  for (const [what, authenticate] of failures) {
    it(`answers 500 analytics_auth_failed (S9) when authenticate ${what}`, async () => {
      const endpoint = await startEndpoint({ authenticate: /** @type {any} */ (authenticate) });
      const answer = await endpoint.capture(VALID);
      assert.equal(answer.status, 500);
      assert.deepEqual(answer.body, { error: 'analytics_auth_failed' });
      assert.deepEqual(endpoint.problems, [{ code: 'auth_failed', count: 1 }]);
    });
  }

  it('asks who it is before it looks at the body (S9)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(null);
    assert.equal((await endpoint.capture('{')).status, 401);
  });

  it('looks at the body before the event name, and at the name before the switch (S9, S10)', async () => {
    const endpoint = await startEndpoint({ disabled: true });
    assert.deepEqual((await endpoint.capture('{')).body.error, 'invalid_payload');
    assert.deepEqual((await endpoint.capture({ event: 'nobody knows' })).body, {
      error: 'invalid_event',
    });
    assert.equal((await endpoint.capture(VALID)).status, 204);
  });

  it('does not say who is a member of what while analytics are disabled (S9)', async () => {
    const endpoint = await startEndpoint({ disabled: true });
    endpoint.signIn(ann(IDENTIFIED));
    const answer = await endpoint.capture(
      identifiedBatch(anEvent('page viewed', { workspace_id: 'other' })),
    );
    assert.equal(answer.status, 204);
    assert.equal((await endpoint.identify({ workspaceId: 'other' })).status, 204);
  });
});

describe('what a request must look like', () => {
  afterEach(stopAll);

  it('knows its three routes under any prefix and no other', async () => {
    const endpoint = await startEndpoint();
    const root = new URL(endpoint.base).origin;
    assert.equal((await call(`${root}/capture?x=1`, { body: VALID })).status, 204);
    assert.equal((await call(`${root}/a/b/c/capture`, { body: VALID })).status, 204);
    for (const path of [
      '/',
      '/api/analytics',
      '/api/analytics/captures',
      '/capture/x',
      '/Capture',
    ]) {
      const answer = await call(`${root}${path}`, { body: VALID });
      assert.equal(answer.status, 404, path);
      assert.deepEqual(answer.body, { error: 'not_found' });
    }
  });

  for (const [route, method, allowed] of [
    ['capture', 'GET', 'POST'],
    ['capture', 'PUT', 'POST'],
    ['capture', 'OPTIONS', 'POST'],
    ['identify', 'DELETE', 'POST'],
    ['config', 'POST', 'GET'],
    ['config', 'HEAD', 'GET'],
  ]) {
    it(`answers ${method} ${route} with 405 and what is allowed`, async () => {
      const endpoint = await startEndpoint();
      const answer = await call(`${endpoint.base}/${route}`, { method });
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.allow, allowed);
    });
  }

  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
  ]) {
    it(`takes the content type ${type}`, async () => {
      const endpoint = await startEndpoint();
      assert.equal((await endpoint.capture(VALID, { 'Content-Type': type })).status, 204);
    });
  }

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=latin1',
    'application/jsonp',
    'text/plain; application/json',
    '',
  ]) {
    it(`answers the content type ${type || 'nothing'} with 415`, async () => {
      const endpoint = await startEndpoint();
      for (const route of ['capture', 'identify']) {
        const answer = await call(`${endpoint.base}/${route}`, {
          body: VALID,
          headers: { 'Content-Type': type },
        });
        assert.equal(answer.status, 415);
        assert.deepEqual(answer.body, { error: 'unsupported_media_type' });
      }
    });
  }

  it('answers a compressed body with 415', async () => {
    const endpoint = await startEndpoint();
    assert.equal((await endpoint.capture(VALID, { 'Content-Encoding': 'gzip' })).status, 415);
    assert.equal((await endpoint.capture(VALID, { 'Content-Encoding': 'identity' })).status, 204);
  });

  it('keeps no answer in a cache', async () => {
    const endpoint = await startEndpoint();
    assert.equal((await endpoint.capture(VALID)).headers['cache-control'], 'no-store');
    assert.equal((await endpoint.capture('[')).headers['cache-control'], 'no-store');
  });
});

describe('requests of other sites', () => {
  afterEach(stopAll);

  /**
   * @param {Record<string, string>} headers
   * @param {Partial<import('./support.js').AnalyticsHandlerOptions>} [options]
   */
  async function statuses(headers, options) {
    const endpoint = await startEndpoint(options);
    const posted = await endpoint.capture(VALID, headers);
    const read = await call(`${endpoint.base}/config`, { method: 'GET', headers });
    if (posted.status === 403) assert.deepEqual(posted.body, { error: 'cross_site' });
    assert.equal(endpoint.handler.counts().accepted, posted.status === 204 ? 1 : 0);
    return [posted.status, read.status];
  }

  for (const [site, expected] of /** @type {[string, number[]][]} */ ([
    ['same-origin', [204, 200]],
    ['none', [403, 200]],
    ['same-site', [403, 403]],
    ['cross-site', [403, 403]],
    ['', [403, 403]],
  ])) {
    it(`answers POST and GET with Sec-Fetch-Site "${site}" by ${expected.join(' and ')}`, async () => {
      assert.deepEqual(await statuses({ 'Sec-Fetch-Site': site }), expected);
    });
  }

  it('believes Sec-Fetch-Site before Origin', async () => {
    const headers = {
      'Sec-Fetch-Site': 'cross-site',
      Host: 'app.example',
      Origin: 'https://app.example',
    };
    assert.deepEqual(await statuses(headers), [403, 403]);
  });

  for (const [origin, host, expected] of /** @type {[string, string, number][]} */ ([
    ['https://app.example', 'app.example', 204],
    ['https://app.example', 'app.example:443', 204],
    ['http://app.example:8080', 'app.example:8080', 204],
    ['https://evil.example', 'app.example', 403],
    ['https://app.example:8443', 'app.example', 403],
    ['https://app.example.evil.example', 'app.example', 403],
    ['null', 'app.example', 403],
    ['not an origin', 'app.example', 403],
  ])) {
    it(`without it answers Origin ${origin} at host ${host} by ${expected}`, async () => {
      assert.equal((await statuses({ Origin: origin, Host: host }))[0], expected);
    });
  }

  it('takes the origins that the application named, where a proxy rewrites the host', async () => {
    const options = { allowedOrigins: ['https://app.example/'] };
    assert.deepEqual(
      await statuses({ Origin: 'https://app.example', Host: '10.0.0.7:3000' }, options),
      [204, 200],
    );
    assert.deepEqual(
      await statuses({ Origin: 'https://evil.example', Host: '10.0.0.7:3000' }, options),
      [403, 403],
    );
  });

  it('takes a request with neither header, which no browser makes', async () => {
    assert.deepEqual(await statuses({}), [204, 200]);
  });

  it('does not ask who it is for a request of another site', async () => {
    let asked = 0;
    const endpoint = await startEndpoint({
      authenticate: () => {
        asked += 1;
        return ann();
      },
    });
    await endpoint.capture(VALID, { 'Sec-Fetch-Site': 'cross-site' });
    assert.equal(asked, 0);
  });
});

describe('what a batch is answered', () => {
  afterEach(stopAll);

  it('204 when everything was taken (S14)', async () => {
    const endpoint = await startEndpoint();
    const answer = await endpoint.capture(anonymizedBatch(anEvent(), anEvent('build completed')));
    assert.equal(answer.status, 204);
    assert.equal(answer.text, '');
    assert.deepEqual(
      (await endpoint.delivered()).map(({ event }) => event),
      ['page viewed', 'build completed'],
    );
  });

  it('200 with counts when a part was dropped', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    const answer = await endpoint.capture(
      identifiedBatch(
        anEvent(),
        anEvent('nobody knows'),
        anEvent('nor this'),
        anEvent('page viewed', { workspace_id: 'other' }),
        'not an event',
      ),
    );
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, {
      accepted: 1,
      dropped: { unknown_event: 2, tenant_not_found: 1, invalid_event: 1 },
    });
    assert.deepEqual(endpoint.handler.counts().dropped, answer.body.dropped);
  });

  it('400 invalid_event when nothing of it was taken (S10)', async () => {
    const endpoint = await startEndpoint();
    for (const batch of [[], [anEvent('nobody knows')], [anEvent('nobody knows'), 7]]) {
      const answer = await endpoint.capture(anonymizedBatch(...batch));
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { error: 'invalid_event' });
    }
  });

  it('404 workspace_not_found when all of it named a workspace of others (S15)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    const foreign = anEvent('page viewed', { workspace_id: 'other' });
    for (const body of [
      identifiedBatch(foreign, { ...foreign, uuid: crypto.randomUUID() }),
      { event: 'page viewed', properties: { anonymized: false, workspace_id: 'other' } },
    ]) {
      const answer = await endpoint.capture(body);
      assert.equal(answer.status, 404);
      assert.deepEqual(answer.body, { error: 'workspace_not_found' });
    }
    assert.deepEqual(await endpoint.delivered(), []);
  });

  it('204 for a batch that was taken before, which is forwarded once', async () => {
    const endpoint = await startEndpoint();
    const batch = anonymizedBatch(anEvent(), anEvent());
    for (let i = 0; i < 3; i += 1) assert.equal((await endpoint.capture(batch)).status, 204);
    const twice = anEvent();
    assert.equal((await endpoint.capture(anonymizedBatch(twice, twice))).status, 204);
    await endpoint.delivered();
    assert.equal(endpoint.receiver.batches.flat().length, 3);
    assert.equal(endpoint.handler.counts().duplicates, 5);
  });

  it('takes a batch of another version of the plan and counts it', async () => {
    const endpoint = await startEndpoint();
    const batch = { ...anonymizedBatch(anEvent()), plan: 'ffffffffffffffff' };
    assert.equal((await endpoint.capture(batch)).status, 204);
    assert.equal(endpoint.handler.counts().planMismatches, 1);
  });
});

describe('the rate limit', () => {
  afterEach(stopAll);

  it('answers 429 with Retry-After above the limit of one user, in anonymized mode too', async () => {
    let now = 1700000000000;
    const limits = { rateRequests: 3, rateWindowMs: 9000 };
    const endpoint = await startEndpoint({ limits, now: () => now });
    for (let i = 0; i < 3; i += 1) assert.equal((await endpoint.capture(VALID)).status, 204);
    const answer = await endpoint.capture(VALID);
    assert.equal(answer.status, 429);
    assert.equal(answer.headers['retry-after'], '3');
    assert.deepEqual(answer.body, { error: 'rate_limited' });

    endpoint.signIn({ ...ann(ANONYMIZED), user: { id: 'u2', email: 'b@b.c', name: 'Ben' } });
    assert.equal((await endpoint.capture(VALID)).status, 204, 'another user is not concerned');

    endpoint.signIn(ann());
    now += 3000;
    assert.equal((await endpoint.capture(VALID)).status, 204);
    assert.equal((await endpoint.capture(VALID)).status, 429);
    assert.equal(endpoint.handler.counts().refused.rate_limited, 2);
  });
});
