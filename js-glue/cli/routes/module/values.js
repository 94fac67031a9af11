/** What a module's expressions come to, as far as it can be told without running them. */

/** A value that only running the module tells. */
export const untold = Symbol('untold');
/** The key that marks an object of which not all members are told. */
export const isPartly = Symbol('isPartly');

/** @param {unknown} value */
export const isText = (value) => typeof value === 'string' || typeof value === 'number';

/**
 * @param {any} value
 * @param {unknown} key
 * @returns {any} untold where there is no such member
 */
export const memberOf = (value, key) =>
  value !== null && typeof value === 'object' && isText(key) && Object.hasOwn(value, String(key))
    ? value[String(key)]
    : untold;

/**
 * Adds a member that is evaluated when it is asked for: what a route shows is not looked at for its path.
 * @param {object} target
 * @param {string} key
 * @param {() => any} get
 */
export const addLazily = (target, key, get) =>
  void Object.defineProperty(target, key, { get, enumerable: true, configurable: true });
