/** The words by which the endpoint refuses a request: the `error` of the body, and a label of its metrics (M68). */
export const REFUSALS = Object.freeze(
  /** @type {const} */ ([
    'analytics_auth_failed',
    'analytics_capture_failed',
    'analytics_failed',
    'analytics_identify_failed',
    'cross_site',
    'identity_required',
    'invalid_event',
    'invalid_payload',
    'invalid_recording',
    'method_not_allowed',
    'not_found',
    'payload_too_large',
    'profile_required',
    'rate_limited',
    'recording_refused',
    'replay_rejected',
    'replay_unavailable',
    'token_invalid',
    'unsupported_media_type',
    'workspace_not_found',
    'workspace_required',
  ]),
);

/** @typedef {typeof REFUSALS[number]} RefusalWord */
