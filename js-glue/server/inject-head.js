const HTML_TYPE = /^text\/html\s*(;|$)/i;

/** Where markup goes: before the end of the head. */
const HEAD_END = '</head>';

/**
 * Puts markup into the head of a page that an application answers with, such as the tag that loads its analytics (A42). The answer
 * streams through, whatever its size: nothing but the last characters of a chunk is held back.
 *
 * Other types than `text/html`, compressed answers, answers to HEAD, pages without `</head>`, and pages that hold `unless` before it stay as
 * they are; so does every page whose markup cannot be made.
 *
 * @param {Response} response
 * @param {string | (() => string)} markup Trusted: it is put in as it is.
 * @param {{unless?: string}} [options] `unless`: a text by which a page is known that has it already; default: the markup
 * @returns {Response}
 */
export function injectHead(response, markup, { unless } = {}) {
  const { headers, body } = response;
  const isPlain =
    !headers.get('content-encoding') || headers.get('content-encoding') === 'identity';
  if (body === null || !isPlain || !HTML_TYPE.test(headers.get('content-type') ?? ''))
    return response;
  const text = textOf(markup);
  if (text === '') return response;

  const changed = new Response(body.pipeThrough(inserter(text, unless ?? text)), response);
  // Both were true of the page as it was.
  changed.headers.delete('content-length');
  changed.headers.delete('etag');
  return changed;
}

/** @param {string | (() => string)} markup */
function textOf(markup) {
  try {
    return typeof markup === 'function' ? markup() : markup;
  } catch {
    return '';
  }
}

/**
 * Works on bytes, so that whatever the page is encoded in stays as it is: what is looked for is ASCII.
 *
 * @param {string} markup
 * @param {string} unless
 * @returns {TransformStream<Uint8Array, Uint8Array>}
 */
function inserter(markup, unless) {
  const known = unless.toLowerCase();
  const margin = Math.max(HEAD_END.length, known.length) - 1;
  let held = '';
  let done = false;

  return new TransformStream({
    transform(chunk, controller) {
      if (done) return controller.enqueue(chunk);
      held += toLatin1(chunk);
      const lower = held.toLowerCase();
      const end = lower.indexOf(HEAD_END);
      const marked = lower.indexOf(known);
      if (marked >= 0 && (end < 0 || marked < end)) {
        done = true;
        return flush(controller);
      }
      if (end >= 0) {
        done = true;
        controller.enqueue(fromLatin1(held.slice(0, end)));
        controller.enqueue(new TextEncoder().encode(markup));
        held = held.slice(end);
        return flush(controller);
      }
      const sent = Math.max(0, held.length - margin);
      if (sent > 0) controller.enqueue(fromLatin1(held.slice(0, sent)));
      held = held.slice(sent);
    },
    flush,
  });

  /** @param {TransformStreamDefaultController<Uint8Array>} controller */
  function flush(controller) {
    if (held !== '') controller.enqueue(fromLatin1(held));
    held = '';
  }
}

/** A character for each byte. @param {Uint8Array} bytes */
function toLatin1(bytes) {
  let text = '';
  const step = 8192; // arguments of one call
  for (let at = 0; at < bytes.length; at += step)
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  return text;
}

/** @param {string} text */
const fromLatin1 = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
