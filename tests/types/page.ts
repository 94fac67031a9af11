// The watchers of a page take the client of any plan.
import { createAnalytics } from 'second-analytics';
import {
  clientType,
  rememberSource,
  watchErrors,
  watchPages,
  watchResponsiveness,
} from 'second-analytics/page';
import { readSource, sourceLabel } from 'second-analytics/server';
import multica from 'second-analytics/plans/multica';

const analytics = createAnalytics({ plan: multica, pageEvent: '$pageview' });
const stops: (() => void)[] = [
  watchErrors(analytics, { limit: 1 }),
  watchResponsiveness(analytics, { thresholdMs: 1000 }),
  rememberSource(analytics, { domain: 'example.org' }),
  watchPages(analytics, { by: (path: string) => path, leave: '$pageleave' }).stop,
];
watchPages(analytics).view('/login');
// @ts-expect-error TS2322: no such way to tell views apart
watchPages(analytics, { by: 'query' });
export const label: string = sourceLabel(readSource(null));
analytics.capture('issue_created', { source: 'api' });
export const kind: 'desktop' | 'web' = clientType();
export { stops };
