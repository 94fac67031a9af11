import assert from 'node:assert/strict';
import { ERROR_CATEGORIES, FEATURE_MODULES, LOOP_STAGES } from '../../js-glue/telemetry/words.js';
import { source } from '../support/collected.js';
import { featureOf } from '../support/telemetry.js';

/** V28-V36, V39: what a call site gives, and what leaves. @type {[string, any, object][]} */
const features = [
  [
    'V29, V-001: the owner is the module, the outcome success',
    { module: 'router', loopStage: 'model_response' },
    {
      module: 'router',
      ownerModule: 'router',
      loopStage: 'model_response',
      outcome: 'success',
    },
  ],
  [
    'V22, V30, V42, V-097: a loop of always_on goes through the session',
    {
      module: 'session',
      ownerModule: 'always_on',
      executionKind: 'always_on',
      phase: 'discovery',
      loopStage: 'loop_start',
    },
    {
      module: 'session',
      ownerModule: 'always_on',
      executionKind: 'always_on',
      phase: 'discovery',
      loopStage: 'loop_start',
      outcome: 'success',
    },
  ],
  [
    'V21, V-015: the judge of the router',
    { module: 'router', executionKind: 'router_judge', phase: 'judge', loopStage: 'model_request' },
    {
      module: 'router',
      ownerModule: 'router',
      executionKind: 'router_judge',
      phase: 'judge',
      loopStage: 'model_request',
      outcome: 'success',
    },
  ],
  [
    'V21, V-016: a fallback, of which no stage was given',
    { module: 'router', phase: 'fallback' },
    {
      module: 'router',
      ownerModule: 'router',
      phase: 'fallback',
      loopStage: 'module_event',
      outcome: 'success',
    },
  ],
  [
    'V39, corrected: metadata came last and replaced what the call site said',
    {
      module: 'memory',
      outcome: 'failed',
      metadata: { module: 'session', outcome: 'success', ownerModule: 'router', attempts: 2 },
    },
    {
      module: 'memory',
      ownerModule: 'memory',
      loopStage: 'module_event',
      outcome: 'failed',
      attempts: 2,
    },
  ],
  [
    'V39, corrected: nor does it say what the call site leaves out (cron set its own phase)',
    {
      module: 'cron_job',
      metadata: { phase: 'apply', outcome: 'executed', code: 'x', executionKind: 'cron_job' },
    },
    {
      module: 'cron_job',
      ownerModule: 'cron_job',
      loopStage: 'module_event',
      outcome: 'success',
    },
  ],
  [
    'V39, corrected: what a person wrote is no metadata (the title of a task went out)',
    {
      module: 'always_on',
      metadata: { taskTitle: 'Visit the dentist', title: 'plan', retryCount: 1, cwd: '/srv' },
    },
    {
      module: 'always_on',
      ownerModule: 'always_on',
      loopStage: 'module_event',
      outcome: 'success',
      retryCount: 1,
    },
  ],
  [
    'metadata that cannot be read is none',
    {
      module: 'router',
      metadata: {
        get attempts() {
          throw new Error('no');
        },
      },
    },
    { module: 'router', ownerModule: 'router', loopStage: 'module_event', outcome: 'success' },
  ],
];

describe('createTelemetry: features', () => {
  for (const [row, given, expected] of features) {
    it(row, () => assert.deepEqual(featureOf(given), [['feature_used', expected]]));
  }

  it('has the words of the plan', () => {
    const { module, loopStage, errorCategory } = source.properties;
    assert.deepEqual(FEATURE_MODULES, module.values);
    assert.deepEqual(LOOP_STAGES, loopStage.values);
    assert.deepEqual(ERROR_CATEGORIES, errorCategory.values);
  });
});
