/**
 * A page stuffed with canaries: what its addresses, its document, its storage, its people and its call sites are full of.
 * Everything here is plain data that a test hands to a page and to the endpoint's session; `planted` says what to look for.
 */
import { eventName } from './canary-plan.js';
import { familyNames } from './canary-planter.js';
import { positionNames, positions } from './canary-positions.js';

/** @typedef {import('./canary-planter.js').Planted} Planted */
/** @typedef {import('./canary-planter.js').Planter} Planter */
/** @typedef {[name: string, ...args: any[]]} Call of a method of the client, or of what `work` knows beside */
/**
 * @typedef {object} CanaryPage
 * @property {ReturnType<typeof ambience>} ambient
 * @property {import('../../js-glue/server/types.js').AuthenticatedSession} session what the endpoint knows of the person
 * @property {Partial<import('../../js-glue/client/types.js').Options>} options
 * @property {Call[]} calls
 * @property {Planted[]} planted
 */

/**
 * @typedef {object} PageKind
 * @property {object} [plan] default: the Second plan
 * @property {Map<string, string[]>} events that the plan declares, each with its properties
 * @property {string} pageEvent the event of a page view
 * @property {string} errorEvent
 * @property {string[]} positions of tests/support/canary-positions.js
 */

const cookieCount = 12;
/** Captures between two flushes: what waits has to fit the queue of 48 KiB. */
const eventsPerFlush = 40;
const propertiesPerEvent = 12;

/**
 * @param {Planter} planter
 * @param {string} place
 */
function address({ inAddress }, place) {
  const one = (/** @type {string} */ part) => inAddress(`${place}'s ${part}`);
  const path = `/w/${one('path')}/apps/${one('path')}/${one('path')}`;
  const query = ['email', 'q', one('query'), 'token'].map((key) => `${key}=${one('query')}`);
  return `${path}?${query.join('&')}#${one('fragment')}=${one('fragment')}`;
}

/**
 * Where a page is and what it holds, without a call of the client.
 * @param {Planter} planter
 */
export function ambience(planter) {
  const { all, inAddress, random } = planter;
  const entries = (/** @type {string} */ place) =>
    all(place).map((text, i) => (random.chance(0.5) ? [`item${i}`, text] : [text, `item${i}`]));
  return {
    referrer: address(planter, 'the referrer'),
    address: address(planter, 'the page'),
    fragment: all('a long fragment').map(encodeURIComponent).join('&'),
    title: all('the title').join(' | '),
    name: all('window.name').join(' | '),
    state: all('history.state'),
    html: all('the document'),
    local: entries('localStorage'),
    session: entries('sessionStorage'),
    cookies: Array.from({ length: cookieCount }, (_, i) => `canary${i}=${inAddress('a cookie')}`),
  };
}

/**
 * The same person as the application's page and its server know them.
 * @param {Planter} planter
 */
function userRecord({ plain, plant }) {
  const workspaceId = plain('a workspace of the user', 'UUID v4');
  const place = 'the user record';
  const user = {
    id: plain(place, 'nanoid of 21'),
    email: plain(place, 'e-mail'),
    name: plain(place, 'full name'),
  };
  return {
    session: { user, workspaces: [{ id: workspaceId, role: 'owner' }] },
    user: { ...user, workspaceId, title: plant(place), profile: { phone: plant(place) } },
  };
}

/** @param {Planter} planter a choice that means anonymized, with more in it than a choice has */
function settings({ plant }) {
  const place = 'the settings';
  return {
    shareUsageData: true,
    anonymizeUsageData: plant(place),
    recordScreen: plant(place),
    note: plant(place),
    [String(plant(place))]: { [String(plant(place))]: [plant(place)] },
  };
}

/**
 * @param {Planter} planter
 * @param {PageKind} kind
 * @param {string} family
 * @returns {{event: string, properties: Record<string, unknown>} | string} or a path
 */
function plantCall(planter, kind, family) {
  const { plant, planted, random } = planter;
  const event = random.pick([...kind.events.keys()]);
  const declared = kind.events.get(event) ?? [];
  if (random.chance(0.3) && declared.length > 0) {
    const name = random.pick(declared);
    const value = plant(`the declared ${name}`, family);
    const around = random.pick([value, value, value, [value], { value }, { [String(value)]: 1 }]);
    return { event, properties: { [name]: around } };
  }
  const position = random.pick(kind.positions);
  const { plant: place, lawful } = positions[position];
  const value = plant(position, family);
  if (lawful?.test(String(value))) {
    planted.pop();
    return plantCall(planter, kind, family);
  }
  const made = place(value, random);
  return made.event === eventName ? { ...made, event } : made;
}

/**
 * Events of one name share a capture as long as no key stands twice.
 * @param {ReturnType<typeof plantCall>[]} list
 * @returns {Call[]}
 */
function pack(list) {
  /** @type {Call[]} */
  const calls = [];
  /** @type {Map<string, Record<string, unknown>>} */
  const open = new Map();
  for (const item of list) {
    if (typeof item === 'string') {
      calls.push(['page', item]);
      continue;
    }
    const { event, properties } = item;
    const before = open.get(event);
    const isFull = before && Object.keys(before).length >= propertiesPerEvent;
    if (before && !isFull && Object.keys(properties).every((key) => !Object.hasOwn(before, key))) {
      Object.assign(before, properties);
      continue;
    }
    const own = { ...properties };
    open.set(event, own);
    calls.push(['capture', event, own]);
  }
  return calls.flatMap((call, i) => (i % eventsPerFlush ? [call] : [['flush'], call]));
}

/** @param {Planter} planter @param {string} event @returns {Call[]} */
function errorCalls({ all }, event) {
  return all('the text of an error').flatMap((text, i) => {
    const call = /** @type {Call} */ (['fail', text]);
    return i % 4 ? [call] : [call, ['capture', event, { error: text, error_code: text }]];
  });
}

/**
 * @param {Planter} planter
 * @param {PageKind} kind
 * @param {number} rounds instances of each family among the properties, names and paths that the page's calls are given
 * @returns {CanaryPage}
 */
export function plantPage(planter, kind, rounds) {
  const { inAddress, plant, random } = planter;
  const round = () =>
    pack(random.shuffled(familyNames).map((one) => plantCall(planter, kind, one)));
  const { session, user } = userRecord(planter);
  return {
    ambient: ambience(planter),
    session,
    options: {
      ...(kind.plan && { plan: kind.plan }),
      user,
      pageEvent: kind.pageEvent,
      settings: settings(planter),
      environment: String(plant('the environment')),
    },
    calls: /** @type {Call[]} */ ([
      ['page'],
      ...Array.from({ length: rounds }, () => [
        ...round(),
        /** @type {Call} */ (['navigate', address(planter, 'a later page')]),
        /** @type {Call} */ (['page', `/w/${inAddress('the path of page()')}/boards`]),
      ]).flat(),
      ...errorCalls(planter, kind.errorEvent),
      ['setSettings', settings(planter)],
      ['signIn', user, settings(planter)],
      ['page', `/${inAddress('the path of page()')}`],
      ['flush'],
    ]),
    planted: planter.planted,
  };
}

/**
 * Positions of what a page can call.
 * @param {(name: string) => boolean} isWanted
 */
export const pagePositions = (isWanted) =>
  positionNames.filter((name) => positions[name].kind !== 'request' && isWanted(name));
