/**
 * Where the page runs (M56): in a desktop shell, told by what its preload script put on the window or by its user agent, else on
 * the web. For the property `client_type` of a plan.
 * @returns {'desktop' | 'web'} `web` without a window
 */
export function clientType() {
  if (typeof window === 'undefined') return 'web';
  const isShell =
    'electron' in window || 'desktopAPI' in window || /\belectron\//i.test(navigator.userAgent);
  return isShell ? 'desktop' : 'web';
}
