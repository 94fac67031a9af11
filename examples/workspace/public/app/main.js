/** Puts the application together and shows the page that the path names. */
import { loadExplainer } from '../inspector/explain.js';
import { createPanel } from '../inspector/panel.js';
import { connectClient, connectServer, connectTabs } from '../inspector/sources.js';
import { createStore } from '../inspector/store.js';
import { createBuilder } from './builder.js';
import { openSettings } from './dialogs.js';
import { fill } from './dom.js';
import { createModel } from './model.js';
import { showAgents, showWorkspaceAgents } from './pages/agents.js';
import { showChat } from './pages/chat.js';
import { showHome } from './pages/home.js';
import { showIntegration } from './pages/integration.js';
import { showLibrary, showReviews, showUnknown } from './pages/lists.js';
import { showLogin } from './pages/login.js';
import { showOnboarding } from './pages/onboarding.js';
import { showSettings } from './pages/settings.js';
import { createRouter, match } from './router.js';
import { createSession } from './session.js';
import { createShell } from './shell.js';
import { createTelemetry } from './telemetry.js';

/** @typedef {import('./session.js').Settings} Settings */
/**
 * @typedef {object} Actions
 * @property {(key: string) => Promise<void>} switchUser
 * @property {() => Promise<void>} signOut
 * @property {(change: Partial<Settings>) => Promise<void>} saveSettings
 * @property {() => Promise<void>} finishOnboarding
 * @property {() => void} openSettings
 */
/**
 * @typedef {object} Context What every page is given.
 * @property {import('./session.js').Session} session
 * @property {import('./model.js').Model} model
 * @property {import('./telemetry.js').Telemetry} telemetry
 * @property {import('./builder.js').Builder} builder
 * @property {import('../inspector/store.js').Store} store
 * @property {ReturnType<typeof createRouter>['go']} go
 * @property {Actions} actions
 */
/** @typedef {(context: Context, main: HTMLElement, params: Record<string, string>) => string} ShowPage returns the title */

/** @type {Record<string, ShowPage>} pages of a workspace */
const WORKSPACE_PAGES = {
  home: showHome,
  workspaceAgents: showWorkspaceAgents,
  library: showLibrary,
  reviews: showReviews,
  chat: showChat,
  agents: showAgents,
  settings: showSettings,
  integration: showIntegration,
};

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const session = createSession();
const model = createModel();
const store = createStore();
const telemetry = createTelemetry(session, currentWorkspace);
const tabs = connectTabs(store, () => void follow());
connectClient(store, telemetry.analytics, tabs);
connectServer(store);

const { go } = createRouter(show);
const builder = createBuilder({ model, telemetry });
/** @type {Actions} */
const actions = {
  async switchUser(key) {
    if (session.person) await telemetry.signedOut();
    await session.signIn(key);
    begin();
    go('/');
  },
  async signOut() {
    await telemetry.signedOut();
    await session.signOut();
    begin();
    go('/login');
  },
  async saveSettings(change) {
    await session.saveSettings(change);
    telemetry.settingsChanged();
    tabs.tell({ session: true });
  },
  async finishOnboarding() {
    await session.finishOnboarding();
    telemetry.signedIn();
    go(home(), { replace: true });
    telemetry.track('onboarding finished', { team_size: '11-50', company: 'Acme Studio' });
  },
  openSettings: () => openSettings(context),
};
/** @type {Context} */
const context = { session, model, telemetry, builder, store, go, actions };
const panel = createPanel({
  store,
  session,
  explainer: loadExplainer(),
  onChoose: (change) => void actions.saveSettings(change),
  onSend: () => void telemetry.analytics.flush(),
  onClose: () => shell.closePanel(),
});
const shell = createShell(context, panel);
/** The workspace on the screen. @type {string | null} */
let shown = null;

/** Somebody else is signed in, or nobody. */
function begin() {
  model.reset();
  telemetry.signedIn();
  tabs.tell({ session: true });
}

/** Another tab changed who is signed in, or a setting. */
async function follow() {
  const before = session.person?.id;
  await session.reload();
  if (session.person?.id === before) return telemetry.settingsChanged();
  if (before) await telemetry.signedOut();
  model.reset();
  telemetry.signedIn();
  return show();
}

function currentWorkspace() {
  const { workspace } = match(location.pathname).params;
  const { workspaces = [] } = session.person ?? {};
  return workspaces.find(({ id }) => id === workspace) ?? workspaces[0];
}

const home = () => `/w/${session.person?.workspaces[0].id}`;

/** Where the path may not be seen by whoever is signed in, the one to go to instead. */
function redirectOf(/** @type {string} */ name) {
  const { person } = session;
  if (!person) return name === 'login' ? null : '/login';
  if (!person.onboarded) return name === 'onboarding' ? null : '/onboarding/intro';
  return name === 'start' || name === 'login' ? home() : null;
}

function show() {
  const { name, params } = match(location.pathname);
  const redirect = redirectOf(name);
  if (redirect) return go(redirect, { replace: true });
  dispatchEvent(new Event('leave'));
  telemetry.viewed();
  const isBare = name === 'login' || name === 'onboarding';
  if (isBare) {
    shown = null;
    fill(root, name === 'login' ? showLogin(context) : showOnboarding(context, params.step));
  } else {
    if (!shell.element.isConnected) fill(root, shell.element);
    shell.main.scrollTop = 0;
    shell.closeSide();
    const workspace = currentWorkspace()?.id ?? '';
    const isOwn = params.workspace === workspace;
    const page = (isOwn && WORKSPACE_PAGES[name]) || showUnknown;
    const title = page(context, shell.main, params);
    shown = workspace;
    shell.draw(workspace, title);
    document.title = `${title} · Workspace`;
  }
  // The new page begins at its heading, for those who hear it too.
  const heading = root.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
  return undefined;
}

model.onChange(() => shown && shell.drawApps(shown));
show();
