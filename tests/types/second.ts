// What a team sees that imports a shipped plan and does nothing else.
import { createAnalytics } from 'second-analytics';
import plan from 'second-analytics/plans/second';

const analytics = createAnalytics({ plan, user: { id: 'u1', workspaceId: 'acme' } });

analytics.page();
analytics.capture('page viewed');
analytics.capture('build completed', { message_count: 12, duration_ms: 48211, has_warning: null });
analytics.capture('build completed', { total_bytes: 120000, app_id: 'a1', surface: 'app_chat' });
analytics.capture('build completed', { runtime: 'claude-code', runtime_model_family: 'opus-5' });
analytics.capture('build failed', { failure_phase: 'run_status', error_code: 'run_failed' });
analytics.capture('suggestion picked', { suggestion_title_length_bucket: '11-50' });
analytics.on('queued', ({ event, reason }) => void [event, reason]);

// An enum with an `other` takes any text.
analytics.capture('build completed', { runtime: 'a runtime of tomorrow' });

// @ts-expect-error TS2322: a count is a number
analytics.capture('build completed', { message_count: 'x' });
// @ts-expect-error TS2322: and no list of them
analytics.capture('build completed', { message_count: [12] });
// @ts-expect-error TS2322: a flag is no word
analytics.capture('build completed', { has_warning: 'yes' });
// @ts-expect-error TS2345: misspelt
analytics.capture('build complete', { message_count: 12 });
// @ts-expect-error TS2345: undeclared, and nothing beside it
analytics.capture('nobody declared me');
// @ts-expect-error TS2561: the plan drops what it does not declare
analytics.capture('build completed', { message_counts: 12 });
// @ts-expect-error TS2353: declared, but for other events
analytics.capture('page viewed', { message_count: 12 });
// @ts-expect-error TS2353: only the core says that
analytics.capture('page viewed', { anonymized: false });
// @ts-expect-error TS2322: a word outside the list
analytics.capture('build failed', { failure_phase: 'somewhere' });
// @ts-expect-error TS2322: a label that no bucket has
analytics.capture('build completed', { total_bytes: 'huge' });
// @ts-expect-error TS2322: no surface of the routes
analytics.capture('page viewed', { surface: 'cellar' });
// @ts-expect-error TS2322: nor a section
analytics.capture('page viewed', { settings_section: 'cellar' });
// @ts-expect-error TS2820: what page() captures is an event of the plan, too
createAnalytics({ plan, pageEvent: 'page view' });
