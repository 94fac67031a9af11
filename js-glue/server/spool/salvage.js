import { decodeRecord, encodeKey, encodeRecord } from './record.js';

/** @typedef {import('./types.js').StoredLine} StoredLine */

/**
 * What an earlier process left, without what is damaged. Lines go out in order, so what is left has no gaps: a gap is lines that
 * the store itself lost. Where anything is missing the rest is numbered anew, so that it is counted once.
 *
 * @param {Awaited<ReturnType<typeof import('./level.js').openLevel>>} opened
 * @returns {Promise<{lines: StoredLine[], corrupt: number, nextKey: number}>} `corrupt`: lines, or 1 where a repair cannot tell
 */
export async function salvage({ level, rows, isRepaired }) {
  const lines = rows
    .map(([key, record]) => decodeRecord(key, record))
    .filter((row) => row !== null);
  const first = lines[0]?.key ?? 0;
  const nextKey = (lines[lines.length - 1]?.key ?? -1) + 1;
  const unreadable = rows.length - lines.length;
  const missing = nextKey - first - lines.length; // of which some may be those that cannot be read
  const lost = Math.max(missing, unreadable);
  const corrupt = Math.max(lost, isRepaired ? 1 : 0);
  if (lost === 0) return { lines, corrupt, nextKey };

  const renumbered = lines.map(({ line }, index) => ({ key: nextKey + index, line }));
  const removals = rows.map(([key]) => ({ type: /** @type {const} */ ('del'), key }));
  const additions = renumbered.map(({ key, line }) => {
    const name = encodeKey(key);
    return { type: /** @type {const} */ ('put'), key: name, value: encodeRecord(name, line) };
  });
  await level.batch([...removals, ...additions], { sync: true });
  return { lines: renumbered, corrupt, nextKey: nextKey + lines.length };
}
