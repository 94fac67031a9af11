// Plans that say nothing of their events are taken as before, and helpers take every client.
import { createAnalytics, type Analytics, type Plan } from 'second-analytics';
import { attachReplay } from 'second-analytics/replay';
import { createAnalyticsHandler } from 'second-analytics/server';
import second, { type Events } from 'second-analytics/plans/second';
import json from '../golden/features.json' with { type: 'json' };

const typed = createAnalytics({ plan: second });

const loose = createAnalytics({ plan: json, pageEvent: 'anything' });
loose.capture('anything', { at: 'all' });
createAnalytics({ plan: JSON.stringify(json) }).capture('anything');
createAnalytics({ plan: JSON.parse('{}') }).capture('anything');
// @ts-expect-error TS2345: properties are an object
loose.capture('anything', 5);
// @ts-expect-error TS2741: there has to be a plan
createAnalytics({});

// The JSON with the declarations of its plan.
const named = createAnalytics<Events>({ plan: json });
named.capture('build completed', { message_count: 12 });
// @ts-expect-error TS2345: misspelt
named.capture('build complete');

const image: Plan<Events> = second;
createAnalytics({ plan: image }).capture('page viewed');
createAnalyticsHandler({ plan: second, authenticate: () => null, posthog: {} });
attachReplay(typed, { recorder: () => import('second-analytics/replay/rrweb') });

const helper = (analytics: Analytics) => analytics.capture('anything', { at: 'all' });
helper(typed);
helper(loose);
const strict = (analytics: Analytics<Events>) => analytics.capture('page viewed');
strict(typed);
// @ts-expect-error TS2345: a client of which nobody knows the plan
strict(loose);
