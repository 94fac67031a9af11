/**
 * What the queue of events keeps its lines in. The queue itself is in memory whatever the spool is; a durable one also has each
 * line on disk from before its request is answered until it is delivered or given up.
 *
 * @typedef {{key: number, line: string}} StoredLine Keys grow by one from line to line.
 *
 * @typedef {object} Spool
 * @property {(onFailure: (count: number) => void) => {lines: StoredLine[], corrupt: number}} begin Serves one handler from now on,
 *   and gives it what an earlier process left: the lines in order, and how many could not be read. `onFailure` is told whenever
 *   lines could not be written, and how many. A second call throws: two handlers would deliver everything twice.
 * @property {(line: string) => number} append Takes a line, to be written next; returns its key.
 * @property {(keys: number[]) => void} remove Forgets lines that were delivered or given up.
 * @property {() => Promise<boolean>} saved Resolves when all lines appended until now would outlive this process and the machine's
 *   power. `false`: some could not be written; they are tried again with the next ones, or when this is called again.
 * @property {() => Promise<void>} close Writes what is to be written, and lets the next process have it.
 */
export {};
