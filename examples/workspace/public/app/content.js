/** The invented things of the demo. */

/** @typedef {{title: string, text: string}} Suggestion */

/** @type {Suggestion[][]} */
export const SUGGESTIONS = [
  [
    {
      title: 'Invoice approvals',
      text: 'Collect invoices, route each to an approver, remind whoever waits.',
    },
    {
      title: 'Customer health',
      text: 'One board with usage, open tickets and renewals for every customer.',
    },
    { title: 'Onboarding checklist', text: 'Walk new colleagues through their first two weeks.' },
  ],
  [
    { title: 'Vendor register', text: 'Who we buy from, what for, and when each contract ends.' },
    { title: 'Release notes', text: 'Turn merged changes into notes that a customer can read.' },
    { title: 'Travel requests', text: 'Ask, approve and book without a thread of e-mails.' },
  ],
];

/** @typedef {{name: string, task: string, tools: string[]}} Agent */

/** @type {Agent[]} */
export const AGENTS = [
  {
    name: 'Collector',
    task: 'Reads the shared mailbox and files what arrives.',
    tools: ['mail.read', 'files.write'],
  },
  {
    name: 'Reminder',
    task: 'Writes to whoever has kept something waiting for three days.',
    tools: ['chat.send'],
  },
];

export const PLAN_FEATURES = [
  'A list with filters and search',
  'A detail page with history',
  'A weekly summary for the team',
];

/** @typedef {{id: string, name: string, text: string, kind: 'oauth' | 'static_secret' | 'mixed', permissions: string[]}} Integration */

/** @type {Integration[]} */
export const INTEGRATIONS = [
  {
    id: 'github',
    name: 'GitHub',
    text: 'Repositories, issues and pull requests.',
    kind: 'oauth',
    permissions: ['Read repositories', 'Write issues'],
  },
  {
    id: 'stripe',
    name: 'Stripe',
    text: 'Invoices, customers and payouts.',
    kind: 'static_secret',
    permissions: ['Read invoices'],
  },
  {
    id: 'acme-billing-internal',
    name: 'Acme Billing',
    text: 'Your own service; its name is nobody else’s business.',
    kind: 'mixed',
    permissions: ['Read accounts', 'Read invoices', 'Write notes'],
  },
];

export const MEMBERS = [
  { name: 'Ada Moreno', email: 'ada@acme.example', role: 'Owner' },
  { name: 'Ben Okafor', email: 'ben@acme.example', role: 'Member' },
  { name: 'Chiara Wolf', email: 'chiara@acme.example', role: 'Member' },
];

/** @type {{id: string, name: string, status: 'draft' | 'published' | 'review_requested'}[]} */
export const STARTING_APPS = [
  { id: '65f2c0ffe4b0a1c2d3e4f511', name: 'Expense reports', status: 'published' },
  { id: '65f2c0ffe4b0a1c2d3e4f512', name: 'Support triage', status: 'review_requested' },
];

const OPENING = /^(please\s+)?(build|make|create)\s+(me\s+)?(an?\s+)?/i;
const DANGLING = /(\s+(an?|and|for|of|that|the|to|which|who|with))+$/i;

/**
 * An app's name from the first words of what was asked for.
 *
 * @param {string} prompt
 */
export function nameFrom(prompt) {
  const words = prompt.trim().replace(OPENING, '').split(/\s+/).slice(0, 4).join(' ');
  const name = words.replace(/[.,:;!?]+$/, '').replace(DANGLING, '') || 'New app';
  return name[0].toUpperCase() + name.slice(1, 40);
}
