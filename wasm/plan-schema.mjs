/**
 * The JSON Schema of tracking plans (draft 2020-12), for editors: made of src/plan_format.def, so that it takes what the core takes.
 * What members mean together, such as that a name is in the dictionary, it cannot say.
 */

/** @typedef {Record<string, any>} Schema */
/** @typedef {{object: string, name: string, description: string}} PropertyType */
/** @typedef {{shape: string, kind: string, of: string, text: string}} Shape */
/**
 * @typedef {object} Member
 * @property {string} object
 * @property {string} name
 * @property {string} shape
 * @property {number} low
 * @property {number} high
 * @property {boolean} isRequired
 * @property {string} description
 */
/** @typedef {{types: PropertyType[], shapes: Map<string, Shape>, members: Member[]}} Format */

const row = /^SA_(PROPERTY_TYPE|SHAPE|MEMBER)\((.*)\)$/gm;
const cell = /"((?:[^"\\]|\\.)*)"|[^\s,][^,]*/g;

/**
 * @param {string} source of plan_format.def
 * @returns {Format}
 */
export function readFormat(source) {
  /** @type {Format} */
  const format = { types: [], shapes: new Map(), members: [] };
  for (const [, table, cells] of source.matchAll(row)) {
    const [a, b, c, d, e, f, , , i] = Array.from(
      cells.matchAll(cell),
      ([bare, text]) => text ?? bare,
    );
    if (table === 'PROPERTY_TYPE') format.types.push({ object: a, name: b, description: c });
    else if (table === 'SHAPE') format.shapes.set(a, { shape: a, kind: b, of: c, text: d });
    else {
      const [low, high] = [Number(d), Number(e)];
      const isRequired = f === 'REQUIRED';
      format.members.push({ object: a, name: b, shape: c, low, high, isRequired, description: i });
    }
  }
  return format;
}

const printable = '[ -!#-\\[\\]-~]{1,80}';
/** What PostHog reads of an event, as plan_check.c has it. */
const posthogs = 'ai_|exception_(?!list$)|feature_flag|current_url|pathname';
/** What the members of an object are called, by kind of shape. @type {Record<string, string>} */
const namePatterns = {
  NAMES: `^${printable}$`,
  PROPERTIES: `^(?!\\$(?!${posthogs})|__|(?:anonymized|constructor|prototype)$)${printable}$`,
  EVENTS: `^(?! )(?!.* $)${printable}$`,
};
const name = { type: 'string', pattern: namePatterns.NAMES };
const hints = { '^\\$': true };

/** @typedef {Pick<Member, 'low' | 'high'>} Bounds */
/** Shapes of single values. @type {Record<string, (bounds: Bounds) => Schema>} */
const values = {
  TEXT: () => ({ type: 'string' }),
  PATH: () => ({ type: 'string', pattern: '^/' }),
  NAME: () => name,
  WORD: () => ({ type: 'string', pattern: '^[a-z0-9]{1,32}$' }),
  FLAG: () => ({ type: 'boolean' }),
  NUMBER: ({ low, high }) => ({ type: 'number', minimum: low, maximum: high }),
  WHOLE: ({ low, high }) => ({ type: 'integer', minimum: low, maximum: high }),
  FORMAT: ({ low }) => ({ const: low }),
  ANY_NUMBER: () => ({ type: 'number' }),
  CONSTANT: () => ({ anyOf: [{ type: 'number' }, { type: 'boolean' }, name] }),
};

/** @param {string} text words of C, each ended by \0 */
const wordsOf = (text) => text.split('\\0').filter(Boolean);

/** @param {string} object @returns {string} its name in `$defs` */
const keyOf = (object) => (object === 'ANY' ? 'property' : object.toLowerCase());

/**
 * @param {Format} format
 * @param {string} shape
 * @param {Bounds} bounds
 * @returns {Schema}
 */
function schemaOf(format, shape, bounds) {
  const { kind, of, text } = /** @type {Shape} */ (format.shapes.get(shape));
  const inner = of.replace(/^SHAPE_/, '');
  if (kind === 'VALUE') return values[shape](bounds);
  if (shape === 'TYPE') return typesOf(format);
  if (kind === 'CHOICE') return { enum: wordsOf(text) };
  if (kind === 'OBJECT') return { $ref: `#/$defs/${keyOf(inner)}` };
  if (kind === 'LIST') {
    const items = schemaOf(format, inner, bounds);
    return { type: 'array', items, ...(bounds.high > 0 && sizes('Items', bounds)) };
  }
  if (kind !== 'USE') return mapOf(format, kind, inner, bounds);
  return { anyOf: [{ type: 'string' }, mapOf(format, 'PROPERTIES', inner, { low: 0, high: 0 })] };
}

/** @param {Format} format @returns {Schema} the names of the types, each with what it is */
const typesOf = ({ types }) => ({
  oneOf: types.map((type) => ({ const: type.name, description: type.description })),
});

/** @type {(what: string, bounds: Bounds) => Schema} */
const sizes = (what, { low, high }) => ({ [`min${what}`]: low, [`max${what}`]: high });

/**
 * An object whose members have names of their own; a text called `description` is none of them.
 * @param {Format} format
 * @param {string} kind
 * @param {string} of
 * @param {Bounds} bounds
 * @returns {Schema}
 */
function mapOf(format, kind, of, { low, high }) {
  const entry = schemaOf(format, of, { low, high });
  const counted = high > 0 && {
    if: { required: ['description'], properties: { description: { type: 'string' } } },
    then: sizes('Properties', { low: low + 1, high: high + 1 }),
    else: sizes('Properties', { low, high }),
  };
  return {
    type: 'object',
    propertyNames: { pattern: namePatterns[kind] },
    properties: { description: { anyOf: [{ type: 'string' }, entry] } },
    additionalProperties: entry,
    ...counted,
  };
}

/**
 * An object that has the members of one or more objects of the format, and no other.
 * @param {Format} format
 * @param {string} title
 * @param {string[]} objects
 * @returns {Schema}
 */
function objectOf(format, title, ...objects) {
  const members = format.members.filter(({ object }) => objects.includes(object));
  const properties = members.map((member) => [
    member.name,
    { description: member.description, ...schemaOf(format, member.shape, member) },
  ]);
  const description = { type: 'string', description: 'For people; it is not compiled.' };
  return {
    title,
    type: 'object',
    required: members.filter(({ isRequired }) => isRequired).map((member) => member.name),
    properties: { ...Object.fromEntries(properties), description },
    patternProperties: hints,
    additionalProperties: false,
  };
}

/** @param {Format} format @returns {Schema} the definition of a property: of its type depends what else it has */
function definitionOf(format) {
  const { additionalProperties, ...common } = objectOf(format, 'Property', 'ANY');
  return {
    ...common,
    allOf: format.types.map((type) => ({
      if: { required: ['type'], properties: { type: { const: type.name } } },
      then: { $ref: `#/$defs/${keyOf(type.object)}_property` },
    })),
  };
}

/** @param {Format} format @param {PropertyType} type @returns {Schema} a definition of that type */
function typeOf(format, { object, name: type, description }) {
  const schema = objectOf(format, `Property of the type ${type}`, 'ANY', object);
  schema.properties.type = { const: type, description };
  return schema;
}

/** What the objects are called, but for the plan itself. */
const titles = {
  LIMITS: 'Limits of every event',
  EVENT_LIMITS: 'Limits of an event',
  EVENT: 'Event',
  ROUTE: 'Route',
  PERSON: 'Person',
  IDENTITY: 'Identity',
};

/**
 * @param {string} source of plan_format.def
 * @returns {Schema}
 */
export function planSchema(source) {
  const format = readFormat(source);
  const plan = objectOf(format, 'Tracking plan', 'PLAN');
  plan.properties.$schema = { description: 'Where editors find this schema.' };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:second-analytics:tracking-plan:1',
    description: 'What may leave, as second-analytics reads it: docs/tracking-plan.md.',
    ...plan,
    $defs: {
      ...Object.fromEntries(
        Object.entries(titles).map(([object, title]) => [
          keyOf(object),
          objectOf(format, title, object),
        ]),
      ),
      property: definitionOf(format),
      ...Object.fromEntries(
        format.types.map((type) => [`${keyOf(type.object)}_property`, typeOf(format, type)]),
      ),
    },
  };
}
