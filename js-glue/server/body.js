import { Refusal } from './responses.js';

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * The bytes of a JSON body. A larger one is refused by its declared length, and else while it
 * arrives: never more than `limitBytes` and the chunk in hand are held.
 *
 * @param {Request} request
 * @param {number} limitBytes
 * @returns {Promise<Uint8Array>}
 * @throws {Refusal} 415 for another media type or any compression, 413 if too large, 400 if it
 *   breaks off
 */
export async function readJsonBody(request, limitBytes) {
  requireJson(request.headers);
  if (Number(request.headers.get('content-length')) > limitBytes) throw tooLarge();
  if (request.body === null) return new Uint8Array(0);

  const chunks = [];
  let size = 0;
  const reader = readerOf(request.body);
  for (;;) {
    const { done, value } = await nextChunk(reader);
    if (done) return join(chunks, size);
    size += value.byteLength;
    if (size > limitBytes) {
      // Not awaited: a source that is slow to cancel must not hold the answer.
      reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
}

/** The refusal of a body that is larger than the endpoint or the core takes. */
export function tooLarge() {
  return new Refusal(413, 'payload_too_large');
}

/**
 * A form or a plain-text post needs no preflight: taking them would let another site post (S15
 * checked nothing).
 *
 * @param {Headers} headers
 */
function requireJson(headers) {
  const encoding = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  const isJson = JSON_TYPE.test((headers.get('content-type') ?? '').trim());
  if (!isJson || encoding !== 'identity') throw new Refusal(415, 'unsupported_media_type');
}

/** @param {ReadableStream<Uint8Array>} body */
function readerOf(body) {
  try {
    return body.getReader();
  } catch {
    throw new Refusal(400, 'invalid_payload'); // somebody read it before us
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function nextChunk(reader) {
  try {
    return await reader.read();
  } catch {
    throw new Refusal(400, 'invalid_payload'); // the client went away
  }
}

/**
 * @param {Uint8Array[]} chunks
 * @param {number} size
 */
function join(chunks, size) {
  if (chunks.length === 1) return chunks[0];
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
