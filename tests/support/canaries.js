/**
 * Canaries: values that identify somebody, of more than a hundred families, made anew for each seed. `value` is what is
 * planted; `canaries` are the parts of it that must be nowhere afterwards.
 */
import { pathFamilies, urlFamilies } from './canary-families-addresses.js';
import {
  libraryIdFamilies,
  numberIdFamilies,
  serviceIdFamilies,
  uuidFamilies,
} from './canary-families-ids.js';
import { networkFamilies } from './canary-families-machines.js';
import {
  bankFamilies,
  deviceNumberFamilies,
  phoneFamilies,
  stateFamilies,
} from './canary-families-numbers.js';
import { emailFamilies, nameFamilies } from './canary-families-people.js';
import { placeFamilies, timeFamilies } from './canary-families-places.js';
import { digestFamilies, prefixedKeyFamilies } from './canary-families-keys.js';
import { tokenFamilies } from './canary-families-secrets.js';
import { codeFamilies, sentenceFamilies, workFamilies } from './canary-families-texts.js';
import { findInViews, fold, viewsOf } from './leaks.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {{value: string | number, canaries: string[]}} Instance */
/** @typedef {(random: Random) => Instance} Generator */
/** @typedef {Record<string, Generator>} Families */

/** Short values that applications and APIs put into their paths. */
const inPaths = {
  ...uuidFamilies,
  ...libraryIdFamilies,
  ...serviceIdFamilies,
  ...numberIdFamilies,
  ...digestFamilies,
  ...emailFamilies,
  ...nameFamilies,
  ...phoneFamilies,
  ...stateFamilies,
};

/** @type {Families} */
export const families = {
  ...inPaths,
  ...prefixedKeyFamilies,
  ...tokenFamilies,
  ...bankFamilies,
  ...deviceNumberFamilies,
  ...placeFamilies,
  ...timeFamilies,
  ...networkFamilies,
  ...pathFamilies,
  ...urlFamilies,
  ...workFamilies,
  ...codeFamilies,
  ...sentenceFamilies,
};

export const pathFamilyNames = Object.keys(inPaths);

/** @param {string} canary fewer than four letters are no evidence; three of Chinese are */
const isLongEnough = (canary) => {
  const folded = fold(canary);
  return folded.length >= 4 || Buffer.byteLength(folded) >= 6;
};

/**
 * Draws instances whose canaries cannot be found by chance: an instance with one that already stands in `benign`, or that is
 * short, is drawn again.
 * @param {Random} random
 * @param {string} benign all that comes out where nothing was planted
 */
export function createCanaries(random, benign) {
  const views = viewsOf(benign);
  return {
    /**
     * @param {string} family
     * @returns {Instance}
     */
    draw(family) {
      for (let tries = 0; tries < 200; tries++) {
        const instance = families[family](random);
        const { canaries } = instance;
        if (canaries.length === 0) throw new Error(`nothing to look for: ${family}`);
        if (canaries.every(isLongEnough) && findInViews(views, canaries).length === 0)
          return instance;
      }
      throw new Error(`always found in what is benign: ${family}`);
    },
  };
}
