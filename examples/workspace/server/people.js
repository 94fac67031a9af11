/**
 * Who uses the demo: two invented people, their cookie sessions and their usage data settings. All
 * of it lives in memory and starts afresh with the server.
 */
import { randomUUID } from 'node:crypto';

/**
 * @typedef {{shareUsageData: boolean, anonymizeUsageData: boolean, recordScreen: boolean}} Settings
 *
 * @typedef {object} Person
 * @property {string} key names the person on the sign-in page
 * @property {string} id
 * @property {string} name
 * @property {string} email
 * @property {boolean} onboarded
 * @property {{id: string, name: string, role: string}[]} workspaces
 * @property {Settings} settings
 */

export const COOKIE = 'workspace_demo';
/** More sessions than that are not a demo; the oldest gives way. */
const MAX_SESSIONS = 200;

/** @returns {Person[]} */
function cast() {
  return [
    {
      key: 'ada',
      id: '65f1b6c2e4b0a1c2d3e4f501',
      name: 'Ada Moreno',
      email: 'ada@acme.example',
      onboarded: true,
      workspaces: [
        { id: 'acme', name: 'Acme Studio', role: 'owner' },
        { id: 'northwind', name: 'Northwind', role: 'member' },
      ],
      settings: defaults(),
    },
    {
      key: 'ben',
      id: '65f1b6c2e4b0a1c2d3e4f502',
      name: 'Ben Okafor',
      email: 'ben@acme.example',
      onboarded: false,
      workspaces: [{ id: 'acme', name: 'Acme Studio', role: 'member' }],
      settings: defaults(),
    },
  ];
}

/** @returns {Settings} */
function defaults() {
  return { shareUsageData: true, anonymizeUsageData: true, recordScreen: false };
}

/**
 * What a person chose, with recording possible only where nothing is anonymized. Whatever is
 * missing or malformed means the more private choice.
 *
 * @param {any} given
 * @returns {Settings}
 */
export function normalizeSettings(given) {
  const shareUsageData = given?.shareUsageData === true;
  const anonymizeUsageData = !shareUsageData || given.anonymizeUsageData !== false;
  const recordScreen = !anonymizeUsageData && given.recordScreen === true;
  return { shareUsageData, anonymizeUsageData, recordScreen };
}

export function createPeople() {
  const people = cast();
  /** @type {Map<string, Person>} */
  const sessions = new Map();

  /** @param {string | null | undefined} cookies the `Cookie` header */
  const tokenOf = (cookies) =>
    new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f-]{36})`).exec(cookies ?? '')?.[1] ?? '';
  /** @param {string | null | undefined} cookies */
  const personOf = (cookies) => sessions.get(tokenOf(cookies)) ?? null;

  return {
    people,
    personOf,
    /**
     * @param {unknown} key
     * @returns {{person: Person, token: string} | null}
     */
    signIn(key) {
      const person = people.find((candidate) => candidate.key === key);
      if (!person) return null;
      const [oldest] = sessions.keys();
      if (sessions.size >= MAX_SESSIONS) sessions.delete(oldest);
      const token = randomUUID();
      sessions.set(token, person);
      return { person, token };
    },
    /** @param {string | undefined} cookies */
    signOut(cookies) {
      sessions.delete(tokenOf(cookies));
    },
    /**
     * What the analytics endpoint asks: who made a request, and what that person allows.
     *
     * @param {string | null} cookies
     * @returns {import('../../../js-glue/server/types.js').AuthenticatedSession | null}
     */
    authenticate(cookies) {
      const person = personOf(cookies);
      if (!person) return null;
      const { id, email, name, onboarded, workspaces, settings } = person;
      return { user: { id, email, name }, onboarded, workspaces, settings };
    },
  };
}
