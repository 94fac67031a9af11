/** What the shipped plans are held to in a browser: a script a plan, and what of it arrives at PostHog. */

/**
 * A conversation: pages and events of somebody who is anonymized, then of the same person who is not.
 * @typedef {object} Conversation
 * @property {string} plan
 * @property {string} shows the rows of the requirements
 * @property {string} pageEvent
 * @property {string[]} paths that are viewed
 * @property {[string, object][]} events captured in either mode
 * @property {[string, object][]} anonymized what arrives of them, but for the page
 * @property {[string, object][]} identified
 * @property {string[]} [never] what leaves in no mode
 * @property {Record<string, number>} metrics counted at the endpoint, in both modes together
 * @property {import('./site.js').SiteOptions['endpoint']} [endpoint]
 * @property {Record<string, unknown>} [onAll] what is on every event beside
 */

/** @type {Conversation[]} */
export const conversations = [
  {
    plan: 'second',
    shows: 'S16-S23',
    pageEvent: 'page viewed',
    paths: ['/w/acme', '/w/acme/apps/507f1f77bcf86cd799439011', '/w/acme/settings/members'],
    events: [
      [
        'chat initiated',
        { source: 'workspace_home', message: 'Build me a CRM', message_length: 14 },
      ],
      ['build completed', { app_id: '507f', file_count: 14, total_bytes: 5000, url: 'x' }],
    ],
    anonymized: [
      ['chat initiated', { source: 'workspace_home', message_length: 14 }],
      ['build completed', { file_count: 14, total_bytes: 'small' }],
    ],
    identified: [
      [
        'chat initiated',
        { source: 'workspace_home', message: 'Build me a CRM', message_length: 14 },
      ],
      ['build completed', { app_id: '507f', file_count: 14, total_bytes: 'small' }],
    ],
    metrics: {},
  },
  {
    plan: 'multica',
    shows: 'M1, M4, M6, M7, M25, M27-M32, M85',
    pageEvent: '$pageview',
    paths: ['/acme/issues', '/acme/issues/MUL-123', '/acme/projects'],
    events: [
      ['issue_created', { issue_id: 'MUL-123', source: 'manual' }],
      ['runtime_ready', { runtime_id: 'r1', provider: 'codex' }],
      ['feedback_submitted', { message: 'It broke', message_length_bucket: 8, kind: 'bug' }],
      ['$set', { role: 'founder', platform_preference: 'web' }],
      ['signup', { email: 'ann@example.com', email_domain: 'example.com', auth_method: 'google' }],
    ],
    anonymized: [
      ['issue_created', { source: 'manual' }],
      ['feedback_submitted', { message_length_bucket: '0-100', kind: 'bug' }],
      ['$set', { role: 'founder', platform_preference: 'web' }],
      ['signup', { auth_method: 'google' }],
    ],
    identified: [
      ['issue_created', { issue_id: 'MUL-123', source: 'manual' }],
      ['feedback_submitted', { message_length_bucket: '0-100', kind: 'bug' }],
      [
        '$set',
        {
          role: 'founder',
          platform_preference: 'web',
          $set: { role: 'founder', platform_preference: 'web' },
        },
      ],
      [
        'signup',
        {
          email: 'ann@example.com',
          email_domain: 'example.com',
          auth_method: 'google',
          $set_once: { email: 'ann@example.com' },
        },
      ],
    ],
    metrics: { runtime_ready: 2 },
  },
  {
    plan: 'agnes',
    shows: 'A4-A7, A15, A18, A21, A22, A25, A26, A33, A34, A36, A43',
    pageEvent: '$pageview',
    paths: ['/', '/catalog/orders-of-acme', '/admin/users/42'],
    endpoint: () => ({
      identify: 'email',
      withhold: ['$ai_input', '$ai_output_choices'],
      properties: { environment: 'production', release: '2.4.0' },
    }),
    onAll: { environment: 'production', release: '2.4.0' },
    never: ['Ann Example', 'who owns', 'sk-acme', 'agnes.example'],
    events: [
      ['$pageleave', { duration_ms: 1200.4, $current_url: 'https://agnes.example/acme' }],
      [
        '$exception',
        {
          $exception_type: 'TypeError',
          $exception_message: 'cannot read acme of undefined',
          $exception_source: 'window.error',
          $exception_handled: false,
        },
      ],
      [
        '$ai_generation',
        {
          $ai_provider: 'anthropic',
          $ai_model: 'claude-sonnet-4',
          $ai_latency: 1.25,
          $ai_input_tokens: 1200,
          $ai_output_tokens: 80,
          $ai_input: 'who owns acme?',
          $ai_error: 'AuthenticationError: sk-acme-1',
        },
      ],
      ['$feature_flag_called', { $feature_flag: 'chat_preview', $feature_flag_response: 'test' }],
    ],
    anonymized: agnesRows('cannot read [...] of undefined'),
    identified: agnesRows('cannot read [...] of undefined'),
    metrics: {},
  },
];

/** @param {string} message @returns {[string, object][]} */
function agnesRows(message) {
  const type = 'TypeError';
  return [
    ['$pageleave', { duration_ms: 1200 }],
    [
      '$exception',
      {
        $exception_type: type,
        $exception_message: message,
        $exception_source: 'window.error',
        $exception_handled: false,
        $exception_list: [{ type, value: message }],
      },
    ],
    [
      '$ai_generation',
      {
        $ai_provider: 'anthropic',
        $ai_model: 'claude-sonnet-4',
        $ai_latency: 1.25,
        $ai_input_tokens: 1200,
        $ai_output_tokens: 80,
      },
    ],
    ['$feature_flag_called', { $feature_flag: 'chat_preview', $feature_flag_response: 'test' }],
  ];
}
