/**
 * The analytics endpoint: verifies what a page sent with the same core that the page used, adds
 * what only the server knows, and forwards to PostHog. Web-standard `Request` and `Response` only.
 */
export { createServerAnalytics } from './capture/index.js';
export { runCommand } from './capture/command.js';
export { createAnalyticsHandler } from './handler.js';
export { toNodeListener } from './node.js';
export { injectHead } from './inject-head.js';
export { hashSession } from './installation.js';
export { configFromEnv } from './config/index.js';
export { gpcSupportResponse } from './privacy-control.js';
export { readSource, sourceLabel } from './attribution.js';
export { loadCore } from '../core/index.js';

/** @typedef {import('./types.js').AuthenticatedSession} AuthenticatedSession */
/** @typedef {import('./capture/types.js').Subject} Subject */
/** @typedef {import('./capture/generation.js').Generation} Generation */
/** @typedef {import('./capture/flags.js').Flags} Flags */

/**
 * @template [Events=any]
 * @typedef {import('./types.js').AnalyticsHandlerOptions<Events>} AnalyticsHandlerOptions
 */

/**
 * @template [Events=any]
 * @typedef {import('./handler.js').AnalyticsHandler<Events>} AnalyticsHandler
 */

/**
 * @template [Events=any]
 * @typedef {import('./types.js').ServerAnalyticsOptions<Events>} ServerAnalyticsOptions
 */

/**
 * @template [Events=any]
 * @typedef {import('./capture/types.js').ServerAnalytics<Events>} ServerAnalytics
 */
