// A plan with every type: each takes what the core takes, and nothing else.
import { createAnalytics } from 'second-analytics';
import plan from '../golden/features.js';

const { capture } = createAnalytics({ plan });

capture('bare');
capture('everything', {
  yes: true,
  seats: 3,
  share: 0.25,
  degrees: -3,
  took: 1200,
  waited: 700,
  size: 12,
  single: 'any',
  kind: "it's",
  origin: 'a shop of tomorrow',
  flags: ['a', 'c'] as const,
  tags: ['x', 'anything'],
  model: 'opus-5',
  release: '1.2.3',
  code: 'orders_failed',
  digest: 'c0ffeec0ffee',
  link: 'https://shop.example/orders',
  target: '/orders/12/items',
  held: 9,
  id: 'u1',
  note: 'a note',
  message: 'a message',
  contact: 'ada@example.org',
  author: 'Ada',
  'odd key': false,
});
capture('everything', {
  size: 'medium',
  flags: null,
  kind: 'back`tick',
  theme: 'dark',
  search: '',
});
capture('order placed', { seats: 3, part: 'items', search_length_bucket: 4 });

// Nothing has to be there, but what is there has a value.
capture('everything', {});
// @ts-expect-error TS2379: undefined is none
capture('everything', { yes: undefined });

// The plan filters what it does not declare, so it takes that.
capture('everything', { plan_of_the_month: 'pro', nested: { count: 3 } });
// @ts-expect-error TS2322: but not under a declared name
capture('bare', { theme: 'blue' });

// @ts-expect-error TS2322: bool
capture('everything', { yes: 1 });
// @ts-expect-error TS2322: count
capture('everything', { seats: '3' });
// @ts-expect-error TS2322: number
capture('everything', { share: '25 %' });
// @ts-expect-error TS2322: duration_ms
capture('everything', { took: '1 s' });
// @ts-expect-error TS2322: bucket
capture('everything', { size: 'tiny' });
// @ts-expect-error TS2322: enum
capture('everything', { kind: 'of its own' });
// @ts-expect-error TS2322: enum with other
capture('everything', { origin: 3 });
// @ts-expect-error TS2322: list
capture('everything', { flags: ['e'] });
// @ts-expect-error TS2322: one word of a list
capture('everything', { flags: 'a' });
// @ts-expect-error TS2322: list with other
capture('everything', { tags: [3] });
// @ts-expect-error TS2322: family
capture('everything', { model: 5 });
// @ts-expect-error TS2322: version
capture('everything', { release: 1.2 });
// @ts-expect-error TS2322: token
capture('everything', { code: 404 });
// @ts-expect-error TS2322: hash
capture('everything', { digest: 0xc0ffee });
// @ts-expect-error TS2322: url_base
capture('everything', { link: new URL('https://shop.example') });
// @ts-expect-error TS2322: route
capture('everything', { target: ['orders'] });
// @ts-expect-error TS2322: identified only
capture('everything', { held: 'nine' });
// @ts-expect-error TS2322: id
capture('everything', { id: 1 });
// @ts-expect-error TS2322: text
capture('everything', { note: 1 });
// @ts-expect-error TS2322: redacted text
capture('everything', { message: new Error('no text') });
// @ts-expect-error TS2322: email
capture('everything', { contact: 1 });
// @ts-expect-error TS2322: name
capture('everything', { author: { first: 'Ada' } });
// @ts-expect-error TS2322: a key that is no identifier
capture('everything', { 'odd key': 'no' });
