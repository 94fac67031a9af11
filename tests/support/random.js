/** Seeded randomness for generated inputs: the same seed makes the same inputs, on every machine. */
import { randomInt } from 'node:crypto';

/** @typedef {ReturnType<typeof createRandom>} Random */

/**
 * Mulberry32: 32 bits of state, one output a step.
 * @param {number} seed
 * @returns {() => number} from 0 up to, but not including, 1
 */
function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of a run for which nobody asks for another: what lands has passed exactly this one. */
const standardSeed = 20261120;

/**
 * A seed to begin with: the one that the environment names, so that a printed run can be repeated; `fresh` for one that
 * nobody has seen; else the standard one.
 * @param {string} variable
 * @param {NodeJS.ProcessEnv} [env]
 */
export function seedFrom(variable, env = process.env) {
  const given = env[variable];
  if (given === 'fresh') return randomInt(2 ** 32);
  return given ? Number(given) >>> 0 : standardSeed;
}

/** @param {number} seed a whole number of 32 bits */
export function createRandom(seed) {
  const next = mulberry32(seed);
  /** @param {number} bound */
  const below = (bound) => Math.floor(next() * bound);
  /**
   * @param {number} least
   * @param {number} most included
   */
  const between = (least, most) => least + below(most - least + 1);
  /**
   * @template T
   * @param {ArrayLike<T>} list not empty
   * @returns {T}
   */
  const pick = (list) => list[below(list.length)];
  /**
   * @param {string} alphabet
   * @param {number} length characters
   */
  const text = (alphabet, length) => Array.from({ length }, () => pick(alphabet)).join('');
  /**
   * @template T
   * @param {readonly T[]} list left as it is
   * @returns {T[]}
   */
  const shuffled = (list) => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  };
  return {
    next,
    below,
    between,
    pick,
    text,
    shuffled,
    /** @param {number} probability */
    chance: (probability) => next() < probability,
    /** @param {number} length */
    hex: (length) => text('0123456789abcdef', length),
    /**
     * @param {number} length
     * @returns {string} a number's digits, of which the first is not 0
     */
    digits: (length) => text('123456789', 1) + text('0123456789', length - 1),
    /** @param {number} length */
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}
