/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./types.js').TokenBearer} TokenBearer */
/** @typedef {import('../core/types.js').VerifyContext} VerifyContext */

/** Above this number only the workspaces that a body mentions are looked up in it. */
const MANY_WORKSPACES = 100;

/** Enough for a body that is checked and thrown away, but for what is counted of it. @type {VerifyContext} */
const NAMES_ONLY = Object.freeze({ mode: 'anonymized', format: 'posthog' });

/**
 * What the core may add. In anonymized mode nothing of the session goes in, so that nothing of it
 * can come out (S29, S31); who runs the software is not about the person.
 *
 * @param {Endpoint} endpoint
 * @param {Session | TokenBearer} sender
 * @param {Uint8Array} body
 * @returns {VerifyContext}
 */
export function contextOf({ forwarder, line, disclosure }, sender, body) {
  if (!forwarder || sender.mode === 'off') return NAMES_ONLY;
  if (sender.mode !== 'identified') return { ...line, mode: 'anonymized' };
  const { user, workspaces } = sender;
  const identity = { user_id: user.id, user_email: user.email, user_name: user.name };
  return {
    ...line,
    mode: sender.mode,
    level: disclosure.level,
    distinctId: user.id,
    identity: Object.fromEntries(Object.entries(identity).filter(([, text]) => text !== '')),
    tenants: tenantsFor(workspaces, body),
  };
}

/**
 * A member of thousands of workspaces must not fill the core's memory with them.
 *
 * @param {Session['workspaces']} workspaces
 * @param {Uint8Array} body
 */
function tenantsFor(workspaces, body) {
  const isLong = workspaces.length > MANY_WORKSPACES;
  const mentioned = isLong ? new TextDecoder().decode(body).toLowerCase() : '';
  return workspaces
    .filter(({ id }, index) => !isLong || index === 0 || mentioned.includes(id.toLowerCase()))
    .map(({ id, role }) => ({ workspace_id: id, workspace_role: role }));
}
