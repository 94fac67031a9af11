/** `repair-process.js <folder>`: repairs a store, or ends in the attempt. See repair.js. */
import { loadLevel } from './level.js';

const { repair } = /** @type {{repair: (location: string) => Promise<void>}} */ (
  /** @type {unknown} */ (await loadLevel())
);
await repair(process.argv[2]);
