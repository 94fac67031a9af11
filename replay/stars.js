/** What stands in place of a text that is not to be seen. */

/** Of a fixed length, so that it does not tell how long the text was. */
export const masked = '*****';

/** @param {unknown} value @returns {string} as long, so that the layout stays */
export const starred = (value) => String(value ?? '').replace(/\S/g, '*');
