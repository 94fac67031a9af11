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
import { findUnfolded, fold, unfold } from './leaks.js';

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

/** Folded canaries of fewer characters are met by chance in a text of some length; none of this length ever was. */
export const chanceLength = 9;

/** @param {string} folded fewer than four letters are no evidence; three of Chinese are */
const isEvidence = (folded) => folded.length >= 4 || Buffer.byteLength(folded) >= 6;

/**
 * Makes what draws instances. One whose canary is too short, or is found in `benign`, is drawn again.
 * @param {Random} random
 * @param {string} benign what comes out where nothing was planted
 * @returns {(family: string) => Instance}
 */
export function createDraw(random, benign) {
  const unfolded = unfold(benign);
  return (family) => {
    for (let tries = 0; tries < 200; tries++) {
      const instance = families[family](random);
      const folded = instance.canaries.map(fold);
      const short = folded.filter(({ length }) => length < chanceLength);
      const usable = folded.length > 0 && short.every(isEvidence);
      if (usable && findUnfolded(unfolded, short).length === 0) return instance;
    }
    throw new Error(`nothing of it can be looked for: ${family}`);
  };
}
