/** What the plan analytics-v2 is held to in a browser, and who its receiver is. */

/**
 * Of `createTelemetry`: what it captures, and what arrives of that.
 * @type {{call: string, fields: object, rows: [string, object][]}[]}
 */
export const telemetry = [
  {
    call: 'featureUsed',
    fields: {
      module: 'session',
      ownerModule: 'always_on',
      executionKind: 'always_on',
      phase: 'discovery',
      loopStage: 'loop_start',
      metadata: {
        outcome: 'executed',
        cwd: '/Users/ann',
        retries: 2,
        nested: { filePath: '/x', ok: 1 },
      },
    },
    rows: [
      [
        'feature_used',
        {
          module: 'session',
          ownerModule: 'always_on',
          executionKind: 'always_on',
          phase: 'discovery',
          loopStage: 'loop_start',
          outcome: 'success',
          retries: 2,
          nested: { ok: 1 },
        },
      ],
    ],
  },
  {
    call: 'featureUsed',
    fields: {
      module: 'router',
      provider: 'openai',
      model: 'gpt-4',
      providerBaseUrl: 'https://user:secret@api.openai.com/v1?key=secret#x',
    },
    rows: [
      [
        'feature_used',
        {
          module: 'router',
          provider: 'openai',
          model: 'gpt-4',
          providerBaseUrl: 'https://api.openai.com/v1',
          loopStage: 'module_event',
          ownerModule: 'router',
          outcome: 'success',
        },
      ],
    ],
  },
  {
    call: 'errorOccurred',
    fields: {
      module: 'session',
      loopStage: 'tool_call',
      toolName: 'bash',
      code: 'InvalidArgument',
    },
    rows: [
      [
        'error_occurred',
        {
          module: 'session',
          loopStage: 'tool_call',
          toolName: 'bash',
          ownerModule: 'session',
          errorCategory: 'tool_param_error',
          code: 'InvalidArgument',
        },
      ],
      [
        'feature_used',
        {
          module: 'session',
          loopStage: 'tool_call',
          toolName: 'bash',
          ownerModule: 'session',
          errorCategory: 'tool_param_error',
          code: 'InvalidArgument',
          outcome: 'failed',
        },
      ],
    ],
  },
  {
    call: 'errorOccurred',
    fields: { module: 'ui', error: 'at /Users/ann/acme', message: 'at /Users/ann/acme' },
    rows: [
      [
        'error_occurred',
        {
          module: 'ui',
          ownerModule: 'ui',
          loopStage: 'loop_end',
          errorCategory: 'runtime_error',
          code: 'UnknownError',
        },
      ],
    ],
  },
];

/** @type {import('../../js-glue/server/installation.js').Installation} */
export const installation = {
  installationId: '0123456789abcdef01234567',
  instanceId: '76543210fedcba9876543210',
  deploymentMode: 'npm_binary',
  commitHash: 'unknown',
  appVersion: '0.9.0',
  platform: 'linux',
};

/** @type {import('./site.js').SiteOptions['endpoint']} */
export const collecting = (receiver) => ({ collect: { url: `${receiver}/collect`, installation } });
