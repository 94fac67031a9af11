import { admitMember } from '../admission.js';
import { parseRetryAfter } from '../backoff.js';
import { tooLarge } from '../body.js';
import { Refusal, jsonResponse, noContent, retryAfterHeader } from '../responses.js';

/** @typedef {import('../types.js').Endpoint} Endpoint */

/** The request header that names a recording, so that it can be stopped. */
const RECORDING_HEADER = 'X-Analytics-Recording';

/** What nobody guesses: 128 bits and more. */
const RECORDING_KEY = /^[\w-]{22,64}$/;

/** Snapshots are compressed or not without a header that says so; PostHog looks at their first bytes. */
const SNAPSHOT_TYPE = /^(text\/plain|application\/json|application\/octet-stream)\s*(;|$)/i;

/** How long a client waits when PostHog does not answer. */
const RETRY_MS = 5000;

/**
 * POST …/replay/s/: hands the snapshots of a recording on to PostHog, for a person whose settings
 * allow recording, as long as the recording has not been stopped. The body goes through as it is,
 * and nothing else of the request does.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>} exactly 200, because recorders take anything else for a failure
 * @throws {Refusal} as `admitMember`; 400 invalid_recording, 403 recording_refused, 413, 415; 422
 *   where PostHog does not take it; 503 where PostHog does not answer
 */
export async function replaySnapshots(endpoint, request) {
  const session = await admitMember(endpoint, request);
  const key = keyOf(request);
  const { posthog, replay, recordings } = endpoint;
  if (!session.recording || !replay || !posthog.token || recordings.isStopped(key)) {
    throw new Refusal(403, 'recording_refused');
  }
  if (!SNAPSHOT_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new Refusal(415, 'unsupported_media_type');
  }
  return recordings.during(key, (signal) => handOn(endpoint, request, signal));
}

/**
 * POST …/replay/stop: from now on nothing of this recording is taken, and what is on its way to
 * PostHog is cut off. Who knows the key may say so, because after a sign-out nobody is signed in.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>} 204
 * @throws {Refusal} 400 invalid_recording
 */
export async function replayStop({ recordings }, request) {
  const key = keyOf(request);
  if (key) recordings.stop(key);
  return noContent();
}

/**
 * @param {Request} request
 * @returns {string} empty where a recorder of its own does not name the recording
 */
function keyOf({ headers }) {
  const key = headers.get(RECORDING_HEADER);
  if (key !== null && !RECORDING_KEY.test(key)) throw new Refusal(400, 'invalid_recording');
  return key ?? '';
}

/**
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @param {AbortSignal} signal
 */
async function handOn(endpoint, request, signal) {
  const { posthog, fetch, limits, report, counters } = endpoint;
  const { replayBytes, requestTimeoutMs } = limits;
  if (Number(request.headers.get('content-length')) > replayBytes) throw tooLarge();
  const meter = createMeter(replayBytes);
  const late = createTimeout(meter.ended, requestTimeoutMs);
  try {
    const response = await fetch(`${posthog.host}/s/`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: (request.body ?? new Blob([]).stream()).pipeThrough(meter.stream, { signal }),
      // @ts-expect-error -- required for a streamed body and unknown to the DOM types
      duplex: 'half',
      redirect: 'manual',
      signal: AbortSignal.any([signal, request.signal, late.signal]),
    }).catch(() => null);
    if (meter.isFull()) throw tooLarge();
    if (signal.aborted || request.signal.aborted) throw new Refusal(403, 'recording_refused');
    counters.add('replayBytes', meter.bytes());
    return await answerOf(response, report);
  } finally {
    late.end();
  }
}

/**
 * Runs out some time after something has happened: how long a client takes is its own affair.
 *
 * @param {Promise<unknown>} happened
 * @param {number} ms
 */
function createTimeout(happened, ms) {
  const controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let hasEnded = false;
  void happened.then(() => {
    if (!hasEnded) timer = setTimeout(() => controller.abort(), ms);
  });
  return {
    signal: controller.signal,
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

/**
 * @param {Response | null} response
 * @param {Endpoint['report']} report
 */
async function answerOf(response, report) {
  if (!response) throw unavailable(report, 0, RETRY_MS);
  const { ok, status, headers } = response;
  const text = await response.text().catch(() => ''); // to the end, so that the connection can be used again
  if (ok) {
    return jsonResponse(
      200,
      isQuotaReached(text) ? { quota_limited: ['recordings'] } : { status: 1 },
    );
  }
  if (status === 408 || status === 429 || status >= 500) {
    const hintMs = parseRetryAfter(headers.get('retry-after'), Date.now());
    throw unavailable(report, status, hintMs || RETRY_MS);
  }
  report('replay_rejected', 1, status);
  throw new Refusal(422, 'replay_rejected');
}

/**
 * @param {Endpoint['report']} report
 * @param {number} status 0: no answer
 * @param {number} waitMs
 */
function unavailable(report, status, waitMs) {
  report('replay_retry', 1, status);
  return new Refusal(503, 'replay_unavailable', { headers: retryAfterHeader(waitMs) });
}

/**
 * Whether the project takes no more recordings for now.
 *
 * @param {string} text
 */
function isQuotaReached(text) {
  try {
    return JSON.parse(text).quota_limited.includes('recordings');
  } catch {
    return false;
  }
}

/**
 * Lets bytes through up to a limit, and breaks off there.
 *
 * @param {number} limitBytes
 */
function createMeter(limitBytes) {
  let bytes = 0;
  let end = () => {};
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  /** @type {TransformStream<Uint8Array, Uint8Array>} */
  const stream = new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) controller.error(new Error('too large'));
      else controller.enqueue(chunk);
    },
    flush: () => end(),
  });
  return { stream, ended, bytes: () => bytes, isFull: () => bytes > limitBytes };
}
