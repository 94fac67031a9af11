/**
 * How many bits an anonymous event can carry: those that are on it wherever it happens (ambient: the page, the viewport, standing
 * properties), and those of its own properties. The first tell browsers apart without anybody meaning to, so the plan's
 * `entropy_budget_bits` bounds them.
 */
import { viewportClasses } from '../../plan-model.js';
import { bitsOf, redactedBits } from './values.js';

/**
 * @typedef {import('../../plan-model.js').PlanModel} PlanModel
 * @typedef {{property: string, bits: number}} Share
 *
 * @typedef {object} EventEntropy
 * @property {string} event
 * @property {number} own
 * @property {Share[]} mostTelling of its own, three at most
 *
 * @typedef {object} Entropy
 * @property {Share[]} page what the page says, one by one
 * @property {number} pageBits jointly, with the viewport
 * @property {Share[]} standing
 * @property {number} ambient the page and what stands on every event
 * @property {EventEntropy[]} events
 * @property {string[]} assumptions
 */

const mostShown = 3;

/** The five classes, and none where nobody measured. */
const viewportBits = Math.log2(viewportClasses.length + 1);

/** @param {import('../checked-plan.js').CheckedPlan} plan @returns {Entropy} */
export function entropyOf({ model, contexts, around }) {
  /** @type {(properties: import('../../plan-model.js').Property[], limits: import('../../plan-model.js').Limits) => Share[]} */
  const sharesOf = (properties, limits) =>
    properties
      .filter(({ anonymized }) => anonymized !== null)
      .map((property) => ({
        property: property.anonymized ?? '',
        bits: bitsOf(property, around(limits)),
      }))
      .sort((first, second) => second.bits - first.bits);
  const page = new Map(contexts.parts).set('viewport_class', viewportBits);
  const pageBits = contexts.bits + viewportBits;
  const standing = sharesOf(model.standing, model.limits);
  return {
    page: Array.from(page, ([property, bits]) => ({ property, bits })),
    pageBits,
    standing,
    ambient: pageBits + sum(standing),
    events: model.events.map(({ name, properties, limits }) => {
      const own = properties.filter(({ from }) => from === 'event');
      const shares = sharesOf(own, limits);
      return { event: name, own: sum(shares), mostTelling: shares.slice(0, mostShown) };
    }),
    assumptions: assumptionsOf(model, contexts.isExact),
  };
}

/** @param {Share[]} shares */
const sum = (shares) => shares.reduce((bits, share) => bits + share.bits, 0);

/**
 * What the figures rest on, of which some hold for some plans only.
 * @param {PlanModel} model
 * @param {boolean} isExact
 */
function assumptionsOf(model, isExact) {
  const leaving = model.events
    .flatMap(({ properties }) => properties)
    .filter(({ anonymized }) => anonymized !== null);
  /** @param {(definition: import('../../plan-model.js').Definition) => boolean} is */
  const some = (is) => leaving.some(({ definition }) => is(definition));
  /** @type {[string, boolean][]} */
  const assumptions = [
    ['Bounds: as if every value were as likely as any other and told nothing of the rest.', true],
    [
      `Not counted: the anonymous id, which joins the events of a browser, and their times, ${model.limits.time_ms} ms fine.`,
      true,
    ],
    [
      'Not counted: constants, and what the endpoint adds (the release, for one): the same for everybody whom it serves.',
      true,
    ],
    ['Not counted: the order of properties, which the call site fixes.', true],
    [
      'The ambient part is what the page says; a call site that says otherwise decides for itself.',
      true,
    ],
    ['A property can be absent or null as well.', leaving.length > 0],
    [
      'Tokens and addresses: all that the words, in either case, marks and four digits can spell, some of it counted twice.',
      some(({ type }) => type === 'token' || type === 'url_base'),
    ],
    [
      `Redacted texts: ${redactedBits} bits a character, as known words have.`,
      some(({ anonymized }) => anonymized === 'redacted'),
    ],
    [
      'Page contexts are bounded by the product of the choices: too many to be counted.',
      !isExact && !model.shapes,
    ],
    [
      'Paths that no template matches: all that the words and kinds of segments can spell in 510 characters.',
      model.shapes,
    ],
    ['Properties that nobody declared come on top, and nothing bounds them.', model.filters],
  ];
  return assumptions.filter(([, holds]) => holds).map(([text]) => text);
}
