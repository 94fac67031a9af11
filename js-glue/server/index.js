/**
 * The analytics endpoint: verifies what a page sent with the same core that the page used, adds
 * what only the server knows, and forwards to PostHog. Web-standard `Request` and `Response` only.
 */
export { createAnalyticsHandler } from './handler.js';
export { toNodeListener } from './node.js';
export { hashSession } from './installation.js';
export { configFromEnv } from './config/index.js';
export { gpcSupportResponse } from './privacy-control.js';
export { readSource, sourceLabel } from './attribution.js';
export { loadCore } from '../core/index.js';

/** @typedef {import('./types.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions */
/** @typedef {import('./types.js').AuthenticatedSession} AuthenticatedSession */
/** @typedef {import('./handler.js').AnalyticsHandler} AnalyticsHandler */
