/** What a browser puts on the wire to a site, looked at where it arrives: a relay of TCP before the site's server. */
import { connect, createServer } from 'node:net';

const head = /^[A-Z]+ (\S+) HTTP\/1\.1\r\n/;

/**
 * A relay that does not listen yet. It reads whatever arrives at once, so that nothing is left in between that was sent long ago.
 * @param {number} port of the server on loopback
 * @param {(path: string, bytes: number) => void} onBytes told of all that arrives, by the request that it is of
 */
export const createWire = (port, onBytes) =>
  createServer((near) => {
    const far = connect(port, '127.0.0.1');
    let path = '';
    near.on('data', (chunk) => {
      path = head.exec(chunk.toString('latin1', 0, 2000))?.[1] ?? path;
      onBytes(path, chunk.length);
      far.write(chunk);
    });
    far.on('data', (chunk) => near.write(chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
