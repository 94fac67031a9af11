/**
 * Whose the software's own events are: an anonymous id like a browser's, random, and forgotten with the process. It is made when
 * it is first needed: workers have no randomness outside of a request.
 *
 * @returns {() => string}
 */
export function createSoftwareId() {
  /** @type {string | undefined} */
  let id;
  return () => (id ??= `anon_${crypto.randomUUID()}`);
}
