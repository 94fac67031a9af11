// What a server captures is checked against the plan, as calls of a page are.
import { createAnalyticsHandler, createServerAnalytics, runCommand } from 'second-analytics/server';
import type { ServerAnalytics, Subject } from 'second-analytics/server';
import agnes, { type Events } from 'second-analytics/plans/agnes';
import second from 'second-analytics/plans/second';
import json from '../golden/features.json' with { type: 'json' };

const analytics = createServerAnalytics({ plan: agnes });

analytics.capture('$pageleave', { duration_ms: 5 });
analytics.capture('$pageleave', { duration_ms: 5 }, { anonymousId: 'anon_x' });
// @ts-expect-error TS2345: misspelt
analytics.capture('$pageleft');
// @ts-expect-error TS2322: of another type
analytics.capture('$pageleave', { duration_ms: '5' });

const person: Subject = { user: { id: 'u1' }, settings: null, workspaces: [{ id: 'w1' }] };
analytics.captureException(new Error(), { component: 'scheduler', job: 'sync', subject: person });
analytics.captureException('text');
// @ts-expect-error TS2322: no text of a person
analytics.captureException(new Error(), { path: 5 });
// @ts-expect-error TS2353: the message is the error's
analytics.captureException(new Error(), { $exception_message: 'x' });
// @ts-expect-error TS2353: nobody declares it
analytics.captureException(new Error(), { argv: '--sql' });

const call = analytics.generation({ provider: 'openai', model: 'gpt-5', subject: person });
const answer: Promise<number> = call.wrap(async (inner) => (inner.set({ inputTokens: 1 }), 5));
call.done({ usage: { input_tokens: 1 } });
// @ts-expect-error TS2741: every call has a model
analytics.generation({ provider: 'openai' });

const isOn: Promise<boolean | string> = analytics.flags().get('beta', { default: true });
const stop: () => void = analytics.watchProcess({ component: 'api' });
const result: Promise<string> = runCommand(analytics, 'query', () => 'done');
export const used = [answer, isOn, stop, result];

const handler = createAnalyticsHandler({ plan: second, authenticate: () => null });
handler.analytics.capture('page viewed');
// @ts-expect-error TS2345: misspelt
handler.analytics.capture('page view');
// @ts-expect-error TS2345: an endpoint asks who it is
createAnalyticsHandler({ plan: second });

const loose = createServerAnalytics({ plan: json });
loose.capture('anything', { at: 'all' });
loose.captureException(new Error(), { anything: 5 });

const strict: ServerAnalytics<Events> = analytics;
const helper = (any: ServerAnalytics) => any.capture('anything');
helper(strict);
helper(loose);
