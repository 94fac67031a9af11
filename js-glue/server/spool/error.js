/** @typedef {'spool_package' | 'spool_folder' | 'spool_locked' | 'spool_unreadable'} SpoolErrorCode */

/** @type {Record<SpoolErrorCode, string>} */
const MESSAGES = {
  spool_package: 'the spool needs the package classic-level: npm install classic-level',
  spool_folder: 'the folder of the spool cannot be made, read or written',
  spool_locked:
    'the folder of the spool is in use, by another process or handler: each needs its own',
  spool_unreadable: 'the spool is damaged beyond repair: move its folder away',
};

/** Why a spool cannot be opened, in fixed words. The cause says more; it may name the folder, never a line. */
export class SpoolError extends Error {
  /**
   * @param {SpoolErrorCode} code
   * @param {unknown} [cause]
   */
  constructor(code, cause) {
    super(MESSAGES[code], { cause });
    this.name = 'SpoolError';
    this.code = code;
  }
}
