/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./forwarder.js').Forwarder} Forwarder */

/** How the line of an event ends of which the plan wants metrics. */
const METERED = /,"metrics":"(only|too)"\}$/;

/**
 * Whether a line is sent on, rather than counted alone.
 *
 * @param {string} line
 */
export const isSentOn = (line) => METERED.exec(line)?.[1] !== 'only';

/**
 * Takes a line of the core: queues it where the plan sends it on, and counts it where the plan wants metrics, whether or not
 * anything is sent on (M6, M7).
 *
 * @param {Endpoint} endpoint
 * @param {string} line
 * @param {Session | null} person of an identified line
 * @returns {boolean} false where the queue is full
 */
export function takeLine(endpoint, line, person) {
  const { forwarder } = endpoint;
  const metrics = METERED.exec(line);
  const event = metrics ? `${line.slice(0, metrics.index)}}` : line;
  const isSent = forwarder !== null && isSentOn(line);
  if (isSent && !queueLine(endpoint, forwarder, event, person)) return false;
  if (metrics) endpoint.counters.meter(nameOf(line));
  return true;
}

/** @param {string} line */
function nameOf(line) {
  const { event, eventName } = JSON.parse(line);
  return event ?? eventName;
}

/**
 * Queues an event, an identified one behind its person's `$identify`.
 *
 * @param {Endpoint} endpoint
 * @param {Forwarder} forwarder
 * @param {string} line
 * @param {Session | null} person
 * @returns {boolean} false where the queue is full
 */
function queueLine({ persons }, forwarder, line, person) {
  if (!person || !isDescribed(person)) return forwarder.enqueue(line);
  const workspace = workspaceOf(line, person.workspaces);
  return persons.ensure(person, workspace, forwarder) && forwarder.enqueue(line);
}

/**
 * Whether more than the id is known: a call site on the server may have no more at hand, and then there is nothing to tell.
 *
 * @param {Session} person
 */
const isDescribed = ({ user, workspaces }) =>
  user.email !== '' || user.name !== '' || workspaces.length > 0;

/**
 * The tenant that the core put on a line.
 *
 * @param {string} line
 * @param {Session['workspaces']} workspaces
 * @returns {Session['workspaces'][number] | undefined} `undefined` where the person is in none
 */
function workspaceOf(line, workspaces) {
  if (workspaces.length < 2) return workspaces[0];
  const id = JSON.parse(line).properties.workspace_id;
  return workspaces.find((workspace) => workspace.id === id) ?? workspaces[0];
}
