import { gap } from './redact-gap.js';

/** URLs of any scheme, and those that begin with their host. */
export const addressPattern =
  /([a-z][a-z\d+.-]{0,30}:\/\/[^\s"<>`]+|\/\/[^\s"<>`/][^\s"<>`]*|file:[^\s"<>`]+)/gi;

/** Also the schemes of editors. */
const filePattern = /^((?:[a-z\d+.-]*-)?file:).*/i;
const parts = /^([^/]*\/\/)([^/?#\\]*)([^?#]*)(.*)$/;
/** A name or an address in brackets, and a port. */
const hostPattern = /^(?:\[[\da-f:.]*\]|[^:[\]@]*)(?::\d*)?$/i;

/**
 * What may stay of a URL in the text of an error (M109): scheme, host and path. User, password, query and fragment do not, nor
 * anything of a file's.
 * @param {string} address that `addressPattern` has found
 * @param {(text: string) => string} redact what else identifies, in host and path
 * @returns {string}
 */
export function redactAddress(address, redact) {
  if (filePattern.test(address)) return address.replace(filePattern, `$1//${gap}`);
  const end = /[.,;:!)'}]*$/.exec(address)?.[0] ?? ''; // of the sentence around it
  const [, scheme, authority, path, rest] =
    parts.exec(address.slice(0, address.length - end.length)) ?? [];
  if (!authority) return `${scheme ?? ''}${gap}`; // a file, whatever its scheme is called
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  // A password with a slash ends the authority early, and the rest of it would pass for a path.
  if (!hostPattern.test(host)) return scheme + gap;
  const query = rest ? `?${gap}` : '';
  return scheme + redact(host) + redact(path) + query + end;
}
