/**
 * @typedef {object} Storage
 * @property {(key: string) => string | null} get null when there is none; may throw
 * @property {(key: string, value: string) => void} set throws when it fails or is full
 * @property {(key: string) => void} remove may throw
 */

/**
 * What the core asks of its surroundings; each with a default that fits browsers and Node.
 * @typedef {object} CoreHost
 * @property {Storage} [storage] default: none, so that everything lives in memory
 * @property {(bytes: Uint8Array<ArrayBuffer>) => void} [random] fills with cryptographic randomness
 * @property {() => number} [now] milliseconds since 1970, UTC
 * @property {(reason: string) => void} [onReason] told the name of each reason as it is counted
 */

/** @typedef {{shareUsageData: boolean, anonymizeUsageData: boolean, recordScreen: boolean, dismissed: boolean}} Settings */

/**
 * What follows from a configuration, a sign-in or a sign-out.
 * @typedef {object} ModeState
 * @property {'off' | 'anonymized' | 'identified'} mode
 * @property {boolean} recording whether the screen may be recorded
 * @property {number} effects bits, `effect…` in dist/constants.js, to be obeyed in their order
 * @property {Settings} settings
 */

/** @typedef {{id: number, body: Uint8Array<ArrayBuffer>, isAnonymized: boolean}} Batch */
/**
 * @typedef {object} PlanInfo
 * @property {string} name
 * @property {number} version
 * @property {string} fingerprint
 * @property {string[]} [set] properties that describe the person, as the newest event says; absent where there are none
 * @property {string[]} [setOnce] the same, as the first one said
 * @property {true} [merge] the anonymous id may be told with the person's (M26)
 */

/**
 * One thing that is wrong with a plan.
 * @typedef {object} PlanFault
 * @property {string} pointer a JSON pointer (RFC 6901) to what breaks the rule; empty for the whole plan
 * @property {string} [name] of the member or entry that it points to, where that has one
 * @property {string} rule `needs an upper bound (max)`
 */

/** @typedef {{path: string, reason: string}} Removal */
/** @typedef {{event: string, uuid?: string, occurredAt?: string | number, properties: Record<string, unknown>}} CleanEvent */
/** @typedef {{event: CleanEvent | null, dropped?: string, removed: Removal[]}} Explanation */

/**
 * @typedef {object} VerifyContext what the session says about a request; see sa_core_verify in src/analytics.h
 * @property {'anonymized' | 'identified'} mode the most that the session allows
 * @property {'posthog' | 'collect' | 'wire'} format
 * @property {string} [level] `id`, `email` or `full`: how much of the person leaves
 * @property {readonly string[]} [withheld] properties that nobody may say
 * @property {object} [installation] members of every analytics.v2 event
 * @property {string} [distinctId]
 * @property {Record<string, unknown>} [identity]
 * @property {Record<string, unknown>[]} [tenants]
 * @property {Readonly<Record<string, unknown>>} [properties]
 */

/**
 * @typedef {object} VerifyHeader
 * @property {'anonymized' | 'identified'} mode the one that was used
 * @property {string} [anonymousDistinctId]
 * @property {string | number} [sentAt]
 * @property {boolean} single
 * @property {boolean} planMatches whether the client has the same plan
 * @property {{index: number, reason: string}[]} dropped
 * @property {number} accepted
 */

/** @typedef {{ok: true, header: VerifyHeader, lines: string[]} | {ok: false, reason: string}} Verification */

export {};
