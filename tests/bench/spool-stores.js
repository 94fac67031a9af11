/** The embedded stores that the spool was chosen from, and what a plain file costs, behind one face. */
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {[key: string, line: string]} Row
 *
 * @typedef {object} Candidate
 * @property {(rows: Row[]) => Promise<unknown>} append Resolves when the rows would survive a power cut.
 * @property {(count: number) => Row[] | Promise<Row[]>} take The first ones.
 * @property {(rows: Row[]) => Promise<unknown>} remove Not synced: what comes back after a crash is delivered twice, not lost.
 * @property {() => Promise<unknown>} compact
 * @property {() => Promise<unknown>} close
 */

/** @param {string} folder @returns {Promise<Candidate>} */
async function classicLevel(folder) {
  const { ClassicLevel } = await load('classic-level');
  const db = new ClassicLevel(folder);
  await db.open();
  return {
    append: (rows) =>
      db.batch(
        rows.map(([key, value]) => ({ type: 'put', key, value })),
        { sync: true },
      ),
    take: (limit) => db.iterator({ limit }).all(),
    remove: (rows) => db.batch(rows.map(([key]) => ({ type: 'del', key }))),
    compact: () => db.compactRange('', '~'),
    close: () => db.close(),
  };
}

/** @param {string} folder @returns {Promise<Candidate>} */
async function lmdb(folder) {
  const { open } = await load('lmdb');
  const db = open({ path: join(folder, 'data.mdb'), encoding: 'string' });
  return {
    async append(rows) {
      for (const [key, line] of rows) db.put(key, line);
      await db.committed;
      await db.flushed;
    },
    take: (limit) =>
      Array.from(db.getRange({ limit }), ({ key, value }) => /** @type {Row} */ ([key, value])),
    async remove(rows) {
      for (const [key] of rows) db.remove(key);
      await db.committed;
    },
    compact: async () => {}, // it uses the room again, and never gives it back
    close: () => db.close(),
  };
}

/** @param {string} folder @returns {Promise<Candidate>} */
async function betterSqlite3(folder) {
  const { default: Database } = await load('better-sqlite3');
  const db = new Database(join(folder, 'data'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS spool (key TEXT PRIMARY KEY, line TEXT) WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO spool VALUES (?, ?)');
  const first = db.prepare('SELECT key, line FROM spool ORDER BY key LIMIT ?').raw();
  const forget = db.prepare('DELETE FROM spool WHERE key = ?');
  /** @param {{run: (...values: string[]) => unknown}} statement @param {(row: Row) => string[]} of */
  const each = (statement, of) =>
    db.transaction((/** @type {Row[]} */ rows) => {
      for (const row of rows) statement.run(...of(row));
    });
  const insertAll = each(insert, (row) => row);
  const forgetAll = each(forget, ([key]) => [key]);
  return {
    append: async (rows) => insertAll(rows),
    take: (limit) => first.all(limit),
    remove: async (rows) => forgetAll(rows),
    async compact() {
      db.exec('VACUUM');
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: async () => db.close(),
  };
}

/** The floor: one file, one write and one fdatasync. It takes nothing out again. @param {string} folder @returns {Promise<Candidate>} */
async function plainFile(folder) {
  const file = await openFile(join(folder, 'data'), 'a');
  return {
    async append(rows) {
      await file.appendFile(rows.map(([, line]) => `${line}\n`).join(''));
      await file.datasync();
    },
    take: () => [],
    remove: async () => {},
    compact: () => file.truncate(0),
    close: () => file.close(),
  };
}

/** By the name of the package. @type {Record<string, (folder: string) => Promise<Candidate>>} */
export const candidates = {
  'classic-level': classicLevel,
  lmdb,
  'better-sqlite3': betterSqlite3,
  'floor: a file': plainFile,
};

/** @param {string} name of a package that need not be installed @returns {Promise<any>} */
const load = (name) => import(name);
