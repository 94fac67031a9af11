import assert from 'node:assert/strict';
import {
  clientType,
  rememberSource,
  watchErrors,
  watchPages,
  watchResponsiveness,
} from 'second-analytics/page';

/** A client that must not be touched. */
const analytics = new Proxy(/** @type {any} */ ({}), { get: () => assert.fail('was asked') });

describe('the watchers of a page, without a page', () => {
  for (const watch of [watchErrors, watchResponsiveness, rememberSource]) {
    it(`${watch.name} does nothing, and can be stopped`, () => watch(analytics)());
  }

  it('watchPages does nothing, and can be stopped', () => {
    const watch = watchPages(analytics);
    watch.view('/login');
    watch.stop();
  });

  it('M56: clientType is web', () => assert.equal(clientType(), 'web'));
});
