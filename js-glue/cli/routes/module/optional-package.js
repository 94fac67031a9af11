/**
 * Packages that only some readers need; no page and no endpoint ever loads one, so they are not installed along.
 * @template T
 * @param {() => Promise<T>} load
 * @param {string} name
 * @param {string} purpose
 * @returns {Promise<T>}
 * @throws with what to do where it is not installed
 */
export async function needPackage(load, name, purpose) {
  try {
    return await load();
  } catch {
    throw new Error(`${purpose} needs the package ${name}: npm install --save-dev ${name}`);
  }
}
