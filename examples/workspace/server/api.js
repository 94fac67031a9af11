/** The demo's own routes below /api: session, onboarding, settings, and the inspector's feed. */
import { COOKIE, normalizeSettings } from './people.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

const MAX_BODY_BYTES = 4096;
const COOKIE_ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Lax';

/**
 * @param {object} parts
 * @param {ReturnType<typeof import('./people.js').createPeople>} parts.people
 * @param {ReturnType<typeof import('./feed.js').createFeed>} parts.feed
 * @param {import('./feed.js').Target} parts.target
 */
export function createApi({ people, feed, target }) {
  /**
   * What a page knows from its first moment on.
   *
   * @param {import('./people.js').Person | null} person
   */
  function describe(person) {
    const users = people.people.map(({ key, name, email, onboarded, workspaces }) => ({
      key,
      name,
      email,
      onboarded,
      role: workspaces[0].role,
    }));
    return { person, users, target };
  }

  /** @type {Record<string, (incoming: IncomingMessage, body: any) => Answer>} */
  const routes = {
    'GET /api/session': (incoming) => ok(describe(people.personOf(incoming.headers.cookie))),
    'POST /api/session': (incoming, body) => {
      people.signOut(incoming.headers.cookie);
      const session = people.signIn(body.user);
      if (!session) return { status: 404, body: { error: 'no such user' } };
      return ok(describe(session.person), `${COOKIE}=${session.token}; ${COOKIE_ATTRIBUTES}`);
    },
    'DELETE /api/session': (incoming) => {
      people.signOut(incoming.headers.cookie);
      return ok(describe(null), `${COOKIE}=; ${COOKIE_ATTRIBUTES}; Max-Age=0`);
    },
    'POST /api/onboarding': forPerson((person) => (person.onboarded = true)),
    'POST /api/settings': forPerson((person, body) => {
      person.settings = normalizeSettings(body);
    }),
  };

  /** @param {(person: import('./people.js').Person, body: any) => unknown} change */
  function forPerson(change) {
    return (/** @type {IncomingMessage} */ incoming, /** @type {any} */ body) => {
      const person = people.personOf(incoming.headers.cookie);
      if (!person) return { status: 401, body: { error: 'signed out' } };
      change(person, body);
      return ok(describe(person));
    };
  }

  /**
   * @param {string} path
   * @param {IncomingMessage} incoming
   * @param {ServerResponse} outgoing
   */
  async function api(path, incoming, outgoing) {
    if (incoming.method === 'GET' && path === '/api/demo/feed') {
      return feed.stream(outgoing);
    }
    const route = routes[`${incoming.method} ${path}`];
    if (!route) return send(outgoing, { status: 404, body: { error: 'not found' } });
    const isRead = incoming.method === 'GET';
    if (!isRead && !isOwnPage(incoming)) {
      return send(outgoing, { status: 403, body: { error: 'another site' } });
    }
    const body = isRead ? {} : await readJson(incoming);
    if (!body) return send(outgoing, { status: 400, body: { error: 'not a JSON object' } });
    return send(outgoing, route(incoming, body));
  }

  return Object.assign(api, {
    /** @param {IncomingMessage} incoming */
    stateOf: (incoming) => describe(people.personOf(incoming.headers.cookie)),
  });
}

/** @typedef {{status: number, body: object, cookie?: string}} Answer */

/**
 * @param {object} body
 * @param {string} [cookie]
 * @returns {Answer}
 */
const ok = (body, cookie) => ({ status: 200, body, cookie });

/**
 * A JSON body cannot be sent by a form of another site, and a browser says where a script is from.
 *
 * @param {IncomingMessage} incoming
 */
function isOwnPage({ headers }) {
  const site = headers['sec-fetch-site'];
  return (
    headers['content-type'] === 'application/json' && (site === undefined || site === 'same-origin')
  );
}

/**
 * @param {IncomingMessage} incoming
 * @returns {Promise<Record<string, unknown> | null>}
 */
async function readJson(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    const value = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {ServerResponse} outgoing
 * @param {Answer} answer
 */
function send(outgoing, { status, body, cookie }) {
  outgoing.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(cookie && { 'Set-Cookie': cookie }),
  });
  outgoing.end(JSON.stringify(body));
}
