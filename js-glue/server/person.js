import { createBoundedMap } from './bounded-map.js';

/** @typedef {import('./types.js').Session} Session */
/** @typedef {ReturnType<typeof createPersonRegister>} PersonRegister */

/** Of the properties on every event, those that describe the person's installation too (S37). */
const PERSON_PROPERTIES = ['second_oss'];

/**
 * Sends `$identify` once for each state of a person: again when the e-mail, name, workspace, role
 * or consent to be recorded (S46) changes, and when it was forgotten (S37). It names an anonymous id where it is given one, which
 * only plans ask for that merge identities (M26); else never (S31, S57).
 *
 * @param {object} options
 * @param {number} options.capacity
 * @param {number} options.ttlMs
 * @param {() => number} options.now
 * @param {Readonly<Record<string, unknown>>} options.properties What is on every event.
 * @param {{set?: string[], setOnce?: string[]}} options.person What the plan says of the person: of
 *   what the session knows, nothing else leaves.
 */
export function createPersonRegister({ capacity, ttlMs, now, properties: everywhere, person }) {
  /** @type {import('./bounded-map.js').BoundedMap<string, string>} */
  const sent = createBoundedMap({ capacity, ttlMs, now });
  const installation = pick(everywhere, PERSON_PROPERTIES);

  return {
    /**
     * @param {Session} session A session in identified mode.
     * @param {{id: string, role: string | null} | undefined} workspace `undefined`: none, of events that a server captures
     * @param {{enqueue: (line: string) => boolean}} forwarder
     * @param {string} [anonymousId] whose events shall be the person's, too
     * @returns {boolean} false if it had to be sent and could not be queued
     */
    ensure({ user, mode, recording }, workspace, forwarder, anonymousId) {
      if (mode !== 'identified') throw new Error('only identified mode has a person');
      const key = JSON.stringify([user.id, workspace?.id]);
      const known = {
        ...(user.email && { email: user.email }),
        ...(user.name && { name: user.name }),
        user_id: user.id,
        ...(workspace && { workspace_id: workspace.id, workspace_role: workspace.role }),
      };
      const once = pick(known, person.setOnce);
      const consent = { screen_recording_consent: recording, ...installation };
      const properties = {
        $set: { ...pick(known, person.set), ...consent },
        ...(Object.keys(once).length > 0 && { $set_once: once }),
      };
      const state = JSON.stringify(properties);
      const joint = JSON.stringify([user.id, 'before', anonymousId]);
      if (sent.get(key) === state && (!anonymousId || sent.get(joint))) return true;
      const merged = anonymousId ? { $anon_distinct_id: anonymousId, ...properties } : properties;
      if (!forwarder.enqueue(identifyLine(user.id, merged, now()))) return false;
      sent.set(key, state);
      if (anonymousId) sent.set(joint, anonymousId);
      return true;
    },
  };
}

/**
 * The event itself. `$process_person_profile` is missing on purpose: `false` would make PostHog
 * drop it.
 *
 * @param {string} userId
 * @param {Record<string, unknown>} properties
 * @param {number} nowMs
 */
const identifyLine = (userId, properties, nowMs) =>
  JSON.stringify({
    uuid: crypto.randomUUID(),
    event: '$identify',
    timestamp: new Date(nowMs).toISOString(),
    distinct_id: userId,
    properties,
  });

/**
 * @param {Readonly<Record<string, unknown>>} record
 * @param {string[]} [names]
 */
function pick(record, names = []) {
  return Object.fromEntries(
    names.filter((name) => name in record).map((name) => [name, record[name]]),
  );
}
