// The helper for analytics.v2 takes the client of its plan, or of any other, and names what it knows.
import { createAnalytics } from 'second-analytics';
import plan from 'second-analytics/plans/analytics-v2';
import { createTelemetry } from 'second-analytics/telemetry';

const analytics = createAnalytics({ plan });
const { featureUsed, errorOccurred } = createTelemetry(analytics);

featureUsed({ module: 'router', executionKind: 'router_judge', metadata: { attempts: 2 } });
featureUsed({ module: 'session', ownerModule: 'always_on', phase: 'report', outcome: 'denied' });
errorOccurred({ module: 'ui', error: new Error('x') });
errorOccurred({ module: 'memory', error: 'thrown text', code: 'TypeError' });
analytics.capture('feature_used', { module: 'router', anything_else: 1 });
createTelemetry({ capture: (event: string, properties?: object) => void [event, properties] });

// @ts-expect-error TS2345: whose it was has to be said
featureUsed({ phase: 'judge' });
// @ts-expect-error TS2353: it is metadata
featureUsed({ module: 'router', attempts: 2 });
// @ts-expect-error TS2353: a message never leaves
errorOccurred({ module: 'router', message: 'x' });
// @ts-expect-error TS2353: nor does metadata of an error
errorOccurred({ module: 'router', metadata: {} });
