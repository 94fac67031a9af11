/** Draws canaries, disguises them, and writes down where each was planted. */
import { families, pathFamilyNames } from './canaries.js';
import { encodingNames, encodings } from './canary-encodings.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Instance} Instance */
/** @typedef {{place: string, family: string, form: string, canaries: string[]}} Planted */
/** @typedef {ReturnType<typeof createPlanter>} Planter */

export const familyNames = Object.keys(families);

/** Servers take 16 KiB of headers, browsers cut a Referer of more than 4,096 characters down to its origin. */
const longestInAddress = 90;

/**
 * @param {Random} random
 * @param {(family: string) => Instance} draw
 */
export function createPlanter(random, draw) {
  /** @type {Planted[]} */
  const planted = [];

  /**
   * Draws a value, disguised or as it is, and writes down where it will stand.
   * @param {string} place
   * @param {string} [family]
   */
  function plant(place, family = random.pick(familyNames)) {
    const { value, canaries } = draw(family);
    const form = random.chance(0.4) ? 'raw' : random.pick(encodingNames);
    planted.push({ place, family, form, canaries });
    return form === 'raw' ? value : encodings[form](String(value), random);
  }

  /**
   * @param {string} place
   * @returns {string} percent-encoded, and short
   */
  function inAddress(place) {
    const text = encodeURIComponent(String(plant(place, random.pick(pathFamilyNames))));
    if (text.length <= longestInAddress) return text;
    planted.pop();
    return inAddress(place);
  }

  return {
    random,
    planted,
    plant,
    /** @param {string} place one of each family */
    all: (place) => familyNames.map((family) => String(plant(place, family))),
    inAddress,
    /** @param {string} place @param {string} family @returns {string} as it is */
    plain(place, family) {
      const { value, canaries } = draw(family);
      planted.push({ place, family, form: 'raw', canaries });
      return String(value);
    },
  };
}
