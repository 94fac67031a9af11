/** The words that route templates are made of: what products and public APIs call their resources, parts and verbs. */

/**
 * A line a resource: what it holds, and what can be done to it.
 * @type {Record<string, string>}
 */
export const domains = {
  'code hosting': `
    repos: branches commits releases deployments hooks | fork star archive transfer
    issues: comments labels timeline reactions | lock unlock pin
    pulls: files reviews checks requested_reviewers | merge update-branch
    gists: forks comments | star
    orgs: members teams projects secrets | invitations audit-log
    runners: labels jobs | registration-token
    packages: versions | restore`,
  payments: `
    customers: sources subscriptions tax_ids | balance portal
    charges: refunds disputes | capture
    invoices: lines payments | finalize pay void send
    payouts: transactions | cancel reverse
    subscriptions: items discounts schedules | pause resume cancel
    checkout: sessions | expire
    products: prices features images | archive`,
  messaging: `
    channels: messages members pins threads | join leave archive mute
    guilds: roles emojis bans stickers webhooks | prune preview
    conversations: participants attachments | read typing
    calls: recordings transcripts | hangup transfer
    broadcasts: recipients stats | schedule stop
    inboxes: rules signatures | assign`,
  documents: `
    pages: blocks comments versions backlinks | duplicate lock export
    databases: rows views properties | query
    spaces: members permissions templates | favorite
    folders: shortcuts permissions | move
    notebooks: cells outputs kernels | run restart
    slides: layouts notes | present`,
  'project tracking': `
    boards: columns swimlanes cards | archive copy
    cards: checklists attachments members stickers | move vote
    sprints: issues reports goals | start complete
    epics: stories milestones | rank
    roadmaps: items lanes | publish
    tickets: watchers worklogs transitions links | escalate assign`,
  analytics: `
    insights: dashboards annotations | refresh trend
    funnels: steps segments | recalculate
    cohorts: persons filters | duplicate
    experiments: variants metrics exposures | launch stop
    dashboards: tiles subscriptions | share
    events: properties definitions | verify
    exports: runs logs | retry`,
  'continuous delivery': `
    pipelines: stages jobs artifacts variables | retry cancel trigger
    builds: steps logs tests artifacts | rebuild stop
    deployments: events environments checks | promote rollback
    environments: secrets protections | freeze
    agents: tokens metrics | drain
    caches: keys | purge`,
  commerce: `
    orders: fulfillments returns notes items | cancel close refund
    carts: items coupons shipping-options | checkout merge
    catalogs: categories collections attributes | publish
    stores: locations themes policies | open close
    inventory: adjustments transfers | recount
    reviews: replies photos | report approve
    wishlists: entries | share`,
  support: `
    tickets: replies tags followers macros | reopen merge spam
    articles: translations votes attachments | publish archive
    agents: shifts skills groups | away
    queues: rules | rebalance
    surveys: questions responses | close
    contacts: companies segments notes | merge block`,
  sales: `
    leads: activities notes tasks | convert qualify
    deals: products stakeholders quotes | win lose
    accounts: contacts hierarchies opportunities | enrich
    pipelines: stages forecasts | reorder
    sequences: steps enrollments | activate
    quotes: lines approvals | accept`,
  scheduling: `
    calendars: events acl settings | clear
    events: attendees reminders attachments instances | rsvp move
    bookings: guests payments | reschedule confirm
    rooms: equipment availability | reserve
    shifts: swaps breaks | clock-in clock-out
    availabilities: overrides | copy`,
  mail: `
    mailboxes: folders filters aliases | empty
    threads: messages labels | snooze archive
    campaigns: recipients variants links | schedule test
    templates: versions assets | render
    lists: subscribers fields | import
    domains: records dkim | verify`,
  storage: `
    buckets: objects policies lifecycles notifications | versioning
    objects: parts tags acl | restore copy
    drives: items permissions activities | search
    files: revisions comments thumbnails | trash download
    shares: recipients links | revoke
    uploads: chunks | complete abort`,
  hosting: `
    droplets: snapshots backups volumes firewalls | reboot resize
    clusters: nodes namespaces addons | upgrade kubeconfig
    functions: invocations layers aliases | invoke
    databases: replicas users pools | failover
    domains: records certificates | renew
    loadbalancers: rules targets | drain
    projects: environments deployments env | redeploy`,
  people: `
    employees: documents timeoffs compensations reviews | onboard offboard
    candidates: interviews scorecards offers | advance reject
    jobs: applications postings | publish close
    departments: managers budgets | merge
    payrolls: lines adjustments | run approve
    benefits: plans enrollments | elect`,
  learning: `
    courses: modules sections announcements enrollments | publish clone
    lessons: quizzes attachments discussions | complete
    assignments: submissions rubrics peer-reviews | grade
    students: progress certificates badges | enroll
    quizzes: questions attempts | regrade
    cohorts: mentors sessions | start`,
  travel: `
    trips: flights hotels travellers documents | cancel
    flights: seats fares baggage | check-in
    hotels: rooms rates amenities | availability
    reservations: guests extras | modify confirm
    cars: insurances | pickup
    itineraries: days stops | share`,
  health: `
    patients: appointments prescriptions allergies results | discharge
    appointments: notes forms | check-in no-show
    practitioners: schedules specialties | verify
    claims: lines attachments | submit appeal
    workouts: exercises laps | finish
    plans: goals meals | adjust`,
  social: `
    posts: comments likes shares media | boost hide
    profiles: followers following highlights | block mute
    groups: members events rules | join approve
    stories: viewers stickers | archive
    reels: remixes audio | save
    hashtags: media | follow`,
  streaming: `
    playlists: tracks followers images | shuffle
    albums: tracks markets | save
    artists: albums concerts related | follow
    shows: episodes seasons | subscribe
    players: devices queues | play pause next
    videos: captions chapters clips | transcode`,
  devices: `
    devices: sensors commands firmwares telemetry | reboot locate
    homes: rooms scenes automations | arm disarm
    gateways: ports clients | adopt
    vehicles: trips alerts | honk unlock
    fleets: drivers routes geofences | dispatch
    meters: readings tariffs | calibrate`,
  identity: `
    users: sessions factors grants roles | suspend activate
    applications: keys scopes redirects | rotate
    connections: attributes mappings | test
    tenants: domains branding logs | switch
    policies: rules conditions | simulate
    certificates: chains | revoke`,
  finance: `
    ledgers: accounts entries periods | close reopen
    accounts: transactions statements cards | freeze
    transfers: legs receipts | approve cancel
    budgets: categories alerts | rollover
    portfolios: positions orders dividends | rebalance
    loans: schedules collaterals | disburse`,
  'machine learning': `
    models: versions endpoints evaluations | deploy
    datasets: splits samples labels | import
    assistants: tools files threads | chat
    runs: metrics checkpoints logs | stop resume
    prompts: variants traces | publish
    endpoints: keys replicas | scale`,
};

export const prefixes = {
  api: ['/api/v1', '/api/v2', '/v1', '/v3', '/rest/api/3', '/v1.0', '/api', '/2010-04-01', ''],
  product: [
    '',
    '/app',
    '/w/:workspace',
    '/orgs/:org',
    '/t/:teamSlug',
    '/:locale(en|de|fr|ja)',
    '/u/:account/-',
    '/dashboard',
    '/:owner/:project',
  ],
};

/** Sections that a settings page or a detail page shows. */
export const sectionLists = [
  'overview activity settings',
  'profile security billing notifications',
  'general members integrations api-keys webhooks',
  'open closed merged all',
  'details history permissions',
  'day week month agenda',
  'summary lines audit-log',
];

/** Pages that stand alone. */
export const plainPages = [
  '/login',
  '/logout',
  '/signup',
  '/pricing',
  '/search',
  '/help',
  '/invite/:code',
  '/verify/:token',
  '/about/*',
  '/docs/*',
  '/legal/privacy',
  '/legal/terms',
  '/onboarding/:step(welcome|team|plan|done)',
  '/unsubscribe/:recipient',
  '/@me',
  '/feed.xml',
  '/oauth/:provider/callback',
  '/s/:shortLink',
  '/share/:shareKey',
  '/status',
];
