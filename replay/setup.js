import { request } from '../js-glue/client/request.js';
import { createMasking } from './masking.js';
import { strictest } from './presets.js';

/** @typedef {import('../js-glue/client/types.js').Analytics} Analytics */
/** @typedef {import('./index.js').Reason} Reason */
/** @typedef {import('./index.js').ReplayOptions} ReplayOptions */
/** @typedef {import('./types.js').Recorder} Recorder */
/** @typedef {Pick<import('./types.js').RecorderOptions, 'onSnapshot' | 'onFailure'>} Hears what a recorder tells */
/** @typedef {{recorder: Recorder, masking: import('./masking.js').Masking}} Made */

/**
 * A failure with a reason that may be told.
 * @param {Reason} reason
 * @param {string} [told] a text of our own
 */
const fault = (reason, told) => Object.assign(new Error(reason), { reason, told });

/**
 * Configuration and recorder, each asked for when it is first needed and then kept; asked again where it failed (S45).
 * @param {Analytics} client
 * @param {ReplayOptions} options
 * @param {string} endpoint
 */
export function createSetup(client, { recorder: load, masking, mask, block }, endpoint) {
  /** @type {Promise<Made> | null} */
  let kept = null;

  /** @param {Hears} hears */
  async function make(hears) {
    const config = await askConfig(endpoint);
    if (!config.posthogToken) throw fault('not_configured');
    const asked = config.replay ?? {};
    const preset = strictest(masking ?? 'standard', asked.masking);
    const more = { mask: both(mask, asked.mask), block: both(block, asked.block) };
    const masks = maskingOf(preset, more, client.routeShape);
    const module = await load().catch(() => {
      throw fault('not_loaded');
    });
    const recorder = await module
      .createRecorder({ token: config.posthogToken, masking: masks, ...hears })
      .catch((/** @type {unknown} */ error) => {
        const { message } = /** @type {any} */ (error ?? '');
        throw fault('not_loaded', /^second-analytics: /.test(message) ? message : undefined);
      });
    return { recorder, masking: masks };
  }

  return (/** @type {Hears} */ hears) => {
    kept ??= make(hears).catch((error) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

/**
 * The selectors of the page and those of the operator (A17). What is no list of texts is no selector either.
 * @param {readonly string[]} [own]
 * @param {unknown} [operators]
 * @returns {readonly string[]}
 */
const both = (own = [], operators = []) => own.concat(/** @type {string[]} */ (operators));

/**
 * @param {string} endpoint
 * @returns {Promise<{posthogToken?: string, replay?: {masking?: unknown, mask?: unknown, block?: unknown}}>}
 */
async function askConfig(endpoint) {
  try {
    const response = await request(`${endpoint}/config`, new AbortController().signal);
    return response.ok ? await response.json() : {};
  } catch {
    throw fault('unreachable');
  }
}

/** @param {Parameters<typeof createMasking>} given */
function maskingOf(...given) {
  try {
    return createMasking(...given);
  } catch {
    throw fault('masking');
  }
}
