/**
 * Standard input, output and errors of the command. Errors make the exit code 1, and never repeat a text of the input: what is
 * read may be what must not leave.
 */
import { createInterface } from 'node:readline';

// A reader that has seen enough closes the pipe.
process.stdout.on('error', () => process.exit());

/** @param {string} message of what is good to know, and no fault */
export const advise = (message) =>
  void process.stderr.write(`second-analytics: ${message.replace(/^second-analytics: /, '')}\n`);

/** @param {string} message */
export function complain(message) {
  process.exitCode ||= 1;
  advise(message);
}

/** @param {string} text */
export const write = (text) => void process.stdout.write(text);

/** Beside what was asked for. @param {string} line */
export const remark = (line) => void process.stderr.write(`${line}\n`);

/** @param {unknown} value */
export const print = (value) => write(`${JSON.stringify(value)}\n`);

/** @param {(line: string, number: number) => void} handle called for each line that is not blank */
export async function eachLine(handle) {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') handle(line, number);
  }
}
