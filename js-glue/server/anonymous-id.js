/** As the core makes it (S27). */
const ANONYMOUS_ID = /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * @param {unknown} id
 * @returns {id is string}
 */
export const isAnonymousId = (id) => typeof id === 'string' && ANONYMOUS_ID.test(id);
