/** Real paths: links stay links, and every change of the path is one navigation. */

/** @typedef {{name: string, params: Record<string, string>}} Match */
/** @typedef {(params: Record<string, string>) => void} Show */

/** What the application knows, in the order of trial; `:name` takes any one segment. */
const PATHS = {
  '/': 'start',
  '/login': 'login',
  '/onboarding': 'onboarding',
  '/onboarding/:step': 'onboarding',
  '/w/:workspace': 'home',
  '/w/:workspace/agents': 'workspaceAgents',
  '/w/:workspace/library': 'library',
  '/w/:workspace/reviews': 'reviews',
  '/w/:workspace/apps/:objectId': 'chat',
  '/w/:workspace/apps/:objectId/agents': 'agents',
  '/w/:workspace/settings': 'settings',
  '/w/:workspace/settings/:section': 'settings',
  '/w/:workspace/settings/integrations/:integration': 'integration',
};

/**
 * @param {string} path
 * @returns {Match}
 */
export function match(path) {
  const segments = path.split('/').filter(Boolean);
  for (const [template, name] of Object.entries(PATHS)) {
    const wanted = template.split('/').filter(Boolean);
    if (wanted.length !== segments.length) continue;
    /** @type {Record<string, string>} */
    const params = {};
    const fits = wanted.every((part, index) => {
      if (!part.startsWith(':')) return part === segments[index];
      params[part.slice(1)] = decode(segments[index]);
      return true;
    });
    if (fits) return { name, params };
  }
  return { name: 'unknown', params: {} };
}

/** @param {string} segment */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** @param {() => void} onNavigate */
export function createRouter(onNavigate) {
  /**
   * @param {string} address may carry a query, which stays in this page
   * @param {{replace?: boolean}} [options]
   */
  function go(address, { replace = false } = {}) {
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    onNavigate();
  }

  addEventListener('popstate', onNavigate);
  document.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target).closest?.('a[href]');
    if (!(target instanceof HTMLAnchorElement) || target.target || event.defaultPrevented) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    if (target.origin !== location.origin || target.pathname === '/inspector') return;
    event.preventDefault();
    go(target.pathname + target.search);
  });
  return { go };
}
