import { settingNames } from '../../dist/constants.js';

/**
 * A choice as plain data: what is neither true nor false is null, which is the more private of the two. One that cannot be
 * read counts as a refusal, because it may have been one; without one, what is stored counts.
 * @param {any} settings
 */
export function readSettings(settings) {
  if (settings === undefined || settings === null) return undefined;
  try {
    return Object.fromEntries(
      settingNames.map((name) => {
        const value = Reflect.get(settings, name);
        return [name, typeof value === 'boolean' || value === undefined ? value : null];
      }),
    );
  } catch {
    return { shareUsageData: false };
  }
}

/**
 * Global Privacy Control, or what the application lets count as such: the person said no before anybody asked.
 * @param {import('./types.js').Options} options
 */
export function hasPrivacyControl({ doNotTrack }) {
  const { globalPrivacyControl: gpc, doNotTrack: dnt } = /** @type {any} */ (navigator);
  return !!(gpc || (doNotTrack && dnt === '1'));
}
