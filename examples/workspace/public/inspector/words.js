/** What the inspector says in plain words. */

/** @typedef {'off' | 'anonymized' | 'identified'} Mode */

/** @type {Record<Mode, {title: string, text: string}>} */
export const MODES = {
  off: {
    title: 'Off',
    text: 'Nothing is captured, whatever was waiting is thrown away, and the random id of this browser is deleted.',
  },
  anonymized: {
    title: 'Anonymized',
    text: 'Events leave under a random id of this browser and carry counts, outcomes and closed words; nothing in them says who, where or what was written.',
  },
  identified: {
    title: 'Identified',
    text: 'Events leave under the user’s own id and may carry names, ids and texts; what the tracking plan does not declare still stays here.',
  },
};

/** Why something does not leave, by the reason that the core gives. */
/** @type {Record<string, string>} */
const REASONS = {
  identified_only: 'only identified mode may carry it',
  replaced: 'the core writes this itself',
  undeclared: 'the tracking plan does not declare it for this event',
  reserved_key: 'the key is reserved',
  wrong_type: 'another type than the plan declares',
  out_of_range: 'outside the declared bounds',
  not_in_list: 'not a word of the declared list',
  malformed: 'not of the declared form',
  too_long: 'over the length limit',
  duplicate: 'given twice',
  too_many: 'over the limit of keys or items',
  too_deep: 'nested too deep',
  identifying_key: 'the key names something that identifies',
  identifying_value: 'the value may identify somebody',
  unknown_event: 'the tracking plan has no event of this name',
  invalid_event: 'no event with a name',
  invalid_payload: 'not of the expected shape',
  tenant_not_found: 'the user does not belong to that workspace',
  mode_off: 'usage data is not shared',
  purged: 'thrown away, because consent changed or the person did',
  queue_full: 'the queue was full; the oldest made room',
  rejected: 'the endpoint refused it for good',
  too_large: 'larger than the queue takes',
  storage_failed: 'the browser’s storage refused; kept in memory only',
  storage_corrupt: 'a stored value was not ours and was replaced',
  identity_required: 'nobody is signed in',
  profile_required: 'onboarding is not finished',
  workspace_required: 'no workspace',
  workspace_not_found: 'not a workspace of this person',
};

/** @param {string} reason */
export function reasonInWords(reason) {
  return REASONS[reason] ?? reason.replaceAll('_', ' ');
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {number} ms */
export function clock(ms) {
  return new Date(ms).toLocaleTimeString([], { hour12: false });
}

/**
 * Says where the events go.
 *
 * @param {{standIn: boolean, host: string, disabled: boolean}} target
 */
export function whereTo({ standIn, host, disabled }) {
  if (disabled) return 'The operator switched analytics off, so nothing is sent.';
  return standIn
    ? 'A stand-in for PostHog on this machine receives the events; nothing leaves it.'
    : `The events are sent to ${host}; what PostHog makes of them cannot be seen from here.`;
}
