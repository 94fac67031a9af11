/**
 * The application's one place for analytics. What it adds to every event is what applications
 * usually add, and most of it must not leave: the inspector shows what becomes of it.
 */
import plan from '../../../../dist/plans/second.js';
import { createAnalytics } from '../../../../js-glue/client/index.js';
import { attachReplay } from '../../../../replay/index.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {ReturnType<typeof createTelemetry>} Telemetry */
/** @typedef {keyof import('../../../../dist/plans/second.js').Events} EventName */

/** What an application keeps of a text at most. */
const TEXT_LIMIT = 2000;

/**
 * @param {Session} session
 * @param {() => {id: string, role: string} | undefined} currentWorkspace
 */
export function createTelemetry(session, currentWorkspace) {
  const analytics = createAnalytics({
    plan,
    user: userOf(session),
    settings: session.person?.settings,
    enabled: !session.target.disabled,
  });

  /** Loaded when somebody lets the screen be recorded, and not before. */
  const replay = attachReplay(analytics, {
    recorder: () => import('../../../../replay/posthog.js'),
    block: ['#inspector'], // it shows what leaves, the anonymous id among it
  });

  /** Nothing is captured before onboarding is finished (S1). */
  const isReady = () => session.person?.onboarded === true;

  /** @returns {Record<string, unknown>} */
  function everywhere() {
    const workspace = currentWorkspace();
    return {
      user_id: session.person?.id,
      user_email: session.person?.email,
      user_name: session.person?.name,
      workspace_id: workspace?.id,
      workspace_role: workspace?.role,
      page_url: location.href,
      referrer: document.referrer || undefined,
    };
  }

  return {
    analytics,
    replay,
    /** Once for each change of path. */
    viewed() {
      if (isReady()) analytics.page(location.pathname);
    },
    /**
     * The plan's events, but whatever properties a call site gives: the inspector shows which of them leave.
     *
     * @param {EventName} event
     * @param {Record<string, unknown>} [properties]
     */
    track(event, properties) {
      if (isReady()) analytics.capture(event, { ...properties, ...everywhere() });
    },
    /** After a sign-in or the end of onboarding. */
    signedIn() {
      const user = userOf(session);
      if (user) analytics.signIn(user, session.person?.settings);
    },
    /** A sign-out throws away what waits: the last events go first. */
    async signedOut() {
      await analytics.flush();
      await analytics.signOut();
    },
    settingsChanged() {
      if (isReady()) analytics.setSettings(session.person?.settings);
    },
  };
}

/** @param {Session} session */
function userOf({ person }) {
  return person?.onboarded ? { id: person.id, workspaceId: person.workspaces[0].id } : null;
}

/**
 * What is said about a text beside the text (S22).
 *
 * @param {string} key
 * @param {string} text
 */
export function textProperties(key, text) {
  const trimmed = text.trim();
  return {
    [key]: trimmed.slice(0, TEXT_LIMIT),
    [`${key}_length`]: trimmed.length,
    [`${key}_included`]: trimmed !== '',
    [`${key}_truncated`]: trimmed.length > TEXT_LIMIT,
  };
}

/** The command-line agent and the model that build in this demo. */
export const RUNTIME = {
  runtime: 'claude-code',
  runtime_id: 'claude-code',
  runtime_model: 'claude-sonnet-4-5-acme-private',
  runtime_model_family: 'claude-sonnet-4-5-acme-private',
};
