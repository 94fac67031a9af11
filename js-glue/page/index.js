/**
 * What a page can tell by itself: its errors, its views, that it hung, where a visitor came from. Each is a choice of its own,
 * sees nothing but the client's public interface, does nothing at import, is inert without a window, never throws into the
 * page, and ends by what it returns.
 */
export { clientType } from './client-type.js';
export { joinIdentity } from './join-identity.js';
export { redactText } from './redact-text.js';
export { rememberSource } from './remember-source.js';
export { watchErrors } from './watch-errors.js';
export { watchPages } from './watch-pages.js';
export { watchResponsiveness } from './watch-responsiveness.js';

/** @typedef {import('./join-identity.js').JoinOptions} JoinOptions */
/** @typedef {import('./watch-errors.js').ErrorOptions} ErrorOptions */
/** @typedef {import('./watch-pages.js').PageOptions} PageOptions */
/** @typedef {import('./watch-pages.js').PageWatch} PageWatch */
/** @typedef {import('./watch-responsiveness.js').ResponsivenessOptions} ResponsivenessOptions */
/** @typedef {import('./remember-source.js').SourceOptions} SourceOptions */
