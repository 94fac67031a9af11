// Documents for the property tests: a few valid ones, changed at random.

/**
 * @param {number} seed
 * @returns {(below: number) => number} numbers from 0 up to, and without, `below`; the same for the same seed
 */
export function mulberry32(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const seedDocuments = [
  '{"schema":1,"batch":[{"event":"opened","properties":{"a":1,"ab":-2.5e+3,"b":null}}]}',
  '{"a":{"a":{"a":[true,false,null]}},"b":{"a":"x"},"ab":""}',
  '[0,-0,1.25,1e5,-3E-7,12345678901234567890,[[[]]],{}]',
  '["caf\u00e9","\u20ac","\u{1f600}","\\u00e9\\ud83d\\ude00\\n\\"","\\\\u0000"]',
  '[[[[[[[[[[[[{"deep":[[1]]}]]]]]]]]]]]]',
  ' {\t"aa" : [ 1 , 2 ] ,\r\n "ab" : { "x" : "y" } } ',
  '"text alone, with letters enough to change"',
].map((text) => Buffer.from(text));

/** @param {(string | number[])[]} pieces texts, or bytes that are no text */
function buffers(pieces) {
  return pieces.map((piece) => Buffer.from(/** @type {string} */ (piece)));
}

const tokens = buffers([...'[]{},:"\\ \n-+.e01', 'null', 'tru', '[[[[', ']]]]', '/**/', '"a":1,']);
const characters = buffers([...'\u00e9\u{1f600}\ufeff\u00a0\u2028\0\f\x7f']).concat(
  buffers([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]]),
);
const escapes = buffers(['\\u0000', '\\ud83d', '\\ude00', '\\u0062', '\\u00e', '\\n', '\\x', '\\']);
const members = buffers(['"a":1,', '"\\u0061":1,', '"c":[],']);

/**
 * @param {Buffer} bytes
 * @param {(below: number) => number} random
 */
function mutate(bytes, random) {
  const at = random(bytes.length + 1);
  const until = Math.min(bytes.length, at + 1 + random(6));
  const head = bytes.subarray(0, at);
  const cut = bytes.subarray(at, until);
  const tail = bytes.subarray(until);
  const depth = 1 + random(4);
  /** @type {(list: Buffer[]) => Buffer} */
  const oneOf = (list) => list[random(list.length)];
  /** @type {(character: string, list: Buffer[]) => Buffer[]} */
  const insertBehind = (character, list) => {
    const place = bytes.indexOf(character, at) + 1;
    return [bytes.subarray(0, place), oneOf(list), bytes.subarray(place)];
  };
  const changes = [
    () => [head, oneOf(tokens), cut, tail],
    () => [head, oneOf(tokens), tail],
    () => [head, oneOf(characters), cut, tail],
    () => [head, Buffer.of(random(256)), bytes.subarray(at + 1)],
    () => [head, Buffer.of(0x61 + random(3)), bytes.subarray(at + 1)],
    () => [head, tail],
    () => [head, cut, cut, tail],
    () => [head],
    () => insertBehind('"', escapes),
    () => insertBehind('a', escapes),
    () => insertBehind('a', characters),
    () => insertBehind('{', members),
    () => [Buffer.from('['.repeat(depth)), bytes, Buffer.from(']'.repeat(depth))],
  ];
  return Buffer.concat(changes[random(changes.length)]());
}

/** The same documents for the same seed. */
export function mutatedDocuments(seed = 0x5ec0d, count = 2000) {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, index) => {
    let bytes = seedDocuments[index % seedDocuments.length];
    for (let left = 1 + random(3); left > 0; left--) bytes = mutate(bytes, random);
    return bytes;
  });
}
