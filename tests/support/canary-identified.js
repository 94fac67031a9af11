/**
 * The same page in identified mode: each event of a plan with a value for each property that it declares, and canaries wherever
 * the plan names nothing.
 */
import { ambience } from './canary-page.js';
import { positions } from './canary-positions.js';

/** @typedef {import('./canary-planter.js').Planter} Planter */
/** @typedef {import('./canaries.js').Instance} Instance */
/** @typedef {{given: unknown, expected: unknown}} Value what a call site gives, and what of it the plan lets leave */
/** @typedef {{event: string, given: Record<string, unknown>, expected: Record<string, unknown>}} GivenEvent */
/** @typedef {ReturnType<typeof giveEverything>} Given */

/** @param {unknown} value @returns {Value} */
const same = (value) => ({ given: value, expected: value });

/**
 * By the type of a property: what identifies somebody where the type is there for it, and what is valid elsewhere.
 * @type {Record<string, (definition: any, draw: (family: string) => string) => Value>}
 */
const valueOf = {
  bool: () => same(true),
  count: ({ max }) => same(max),
  duration_ms: () => same(1234),
  bucket: ({ edges, labels }) => ({ given: edges[0], expected: labels[1] }),
  enum: ({ values }) => same(values[values.length - 1]),
  family({ families }) {
    const [label, [prefix]] = /** @type {[string, string[]]} */ (Object.entries(families)[0]);
    return { given: `${prefix}-x`, expected: label };
  },
  token: () => same('TypeError'),
  id: (_, draw) => same(draw('UUID v4')),
  text: (_, draw) => same(`${draw('full name')} wrote to ${draw('e-mail')}`),
  email: (_, draw) => same(draw('e-mail')),
  name: (_, draw) => same(draw('full name')),
  url_base(_, draw) {
    const base = `https://app.example.com/people/${draw('UUID v4')}`;
    return { given: `${base}?email=${draw('e-mail')}#${draw('UUID v4')}`, expected: base };
  },
};

/**
 * A person, and two events of each name: with every property that the plan declares for it, and with none.
 * @param {any} plan as it was written
 * @param {(family: string) => Instance} draw
 */
export function giveEverything({ properties, standing, events }, draw) {
  const text = (/** @type {string} */ family) => String(draw(family).value);
  const user = { id: text('UUID v4'), email: text('e-mail'), name: text('full name') };
  const workspace = { id: text('UUID v4'), role: 'owner' };
  /** What the endpoint takes from the session, whatever a page says. */
  const session = {
    user_id: user.id,
    workspace_id: workspace.id,
    workspace_role: workspace.role,
  };
  const known = { ...session, user_email: user.email, user_name: user.name };
  const list = Object.entries(events).flatMap(([event, definition]) => {
    const own = [...(definition.properties ?? []), ...standing].map((one) =>
      typeof one === 'string' ? [one, properties[one]] : Object.entries(one)[0],
    );
    const values = own.map(([name, type]) => {
      const value = Object.hasOwn(known, name)
        ? same(Reflect.get(known, name))
        : valueOf[type.type](type, text);
      return { name, ...value };
    });
    return [
      {
        event,
        given: Object.fromEntries(values.map(({ name, given }) => [name, given])),
        expected: Object.fromEntries(values.map(({ name, expected }) => [name, expected])),
      },
      // Nothing is given: the client says which workspace it is, and nothing else.
      { event, given: {}, expected: { workspace_id: workspace.id } },
    ];
  });
  const person = { ...session, email: user.email, name: user.name };
  return { list, user, workspace, known, person };
}

/** What a plan that drops the undeclared must not carry in identified mode either. */
const undeclared = [
  'a benign key',
  'nested in objects and arrays',
  'an object of an array',
  'a key',
  'a nested key',
  'part of a key',
];

/**
 * @param {Planter} planter of canaries that are not in what is given
 * @param {Given} given
 * @returns {import('./canary-page.js').CanaryPage}
 */
export function plantIdentifiedPage(planter, { list, user, workspace }) {
  const { plant, random } = planter;
  const junk = () =>
    Object.assign(
      {},
      ...undeclared.map((name) => positions[name].plant(plant(name), random).properties),
    );
  const settings = { anonymizeUsageData: false, note: plant('the settings') };
  const person = { ...user, workspaceId: workspace.id, phone: plant('the user record') };
  return {
    ambient: ambience(planter),
    session: { user, workspaces: [workspace], settings: { anonymizeUsageData: false } },
    options: { user: person, settings, environment: String(plant('the environment')) },
    calls: [
      ...list.flatMap(
        (each) =>
          /** @type {import('./canary-page.js').Call[]} */ ([
            ['capture', each.event, { ...junk(), ...each.given }],
            ['capture', String(plant('the name of an event')), each.given],
            ['fail', String(plant('the text of an error'))],
          ]),
      ),
      ['setSettings', settings],
      ['flush'],
    ],
    planted: planter.planted,
  };
}
