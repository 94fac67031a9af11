import assert from 'node:assert/strict';
import { pointerOf, positionOf } from '../../js-glue/cli/json-position.js';
import { positionAt } from '../../js-glue/cli/text-position.js';
import { createRandom, seedFrom } from '../support/random.js';

const seed = seedFrom('POSITION_SEED');
const random = createRandom(seed);

/** Everything that a reader could stumble over. */
const keys = ['a', 'b', '', 'a/b', '~', '~1', '0', '1', 'quo"te', 'line\nend', 'é', '😀', '{[,]}'];
const scalars = ['null', 'true', '0', '-1.5e+7', '""', '"]}"', '"\\""', '"\\\\"', '"a, \\u005b"'];
const blanks = ['', '', ' ', '\n', '\r\n', '\r', '\t', ' \n  '];

/**
 * Writes a random document, and beside it where each pointer of it points to.
 * @returns {{text: string, places: Map<string, number>}}
 */
function createDocument() {
  let text = '';
  /** @type {Map<string, number>} */
  const places = new Map();
  const blank = () => void (text += random.pick(blanks));
  /** @param {string} pointer @param {number} depth @param {number | null} key offset of the key, if it has one */
  const write = (pointer, depth, key) => {
    places.set(pointer, key ?? text.length);
    const kind = depth === 0 ? 2 : random.below(3);
    if (kind === 2) return void (text += random.pick(scalars));
    text += '[{'[kind];
    const names = random.shuffled(keys).slice(0, random.below(5));
    names.forEach((name, index) => {
      if (index > 0) text += ',';
      blank();
      const at = text.length;
      if (kind === 1) {
        text += JSON.stringify(name);
        blank();
        text += ':';
        blank();
      }
      write(pointer + pointerOf(kind === 1 ? name : index), depth - 1, kind === 1 ? at : null);
      blank();
    });
    if (names.length === 0) blank();
    text += ']}'[kind];
  };
  blank();
  write('', 4, null);
  blank();
  return { text, places };
}

/** The lines, cut one by one. @param {string} text @param {number} offset */
function countedPosition(text, offset) {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r(?!\n)/);
  // Between the two characters of a line end the line has not ended.
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

describe(`positions in JSON (seed ${seed})`, () => {
  const documents = Array.from({ length: 300 }, createDocument);

  it('finds every key and every item of random documents', () => {
    let count = 0;
    for (const { text, places } of documents) {
      JSON.parse(text);
      for (const [pointer, offset] of places) {
        assert.deepEqual(positionOf(text, pointer), countedPosition(text, offset), pointer);
        count++;
      }
    }
    assert.ok(count > 2000, `${count}`);
  });

  it('falls back to the nearest parent that is there', () => {
    for (const { text, places } of documents) {
      for (const pointer of places.keys()) {
        const parent = positionOf(text, pointer);
        for (const missing of ['/none', '/-', '/01/x', '/0', '/1', '/2', '/3', '/4', '/5', '/6']) {
          if (places.has(pointer + missing)) continue;
          assert.deepEqual(positionOf(text, pointer + missing), parent, pointer + missing);
        }
      }
    }
    assert.deepEqual(positionOf('{"a": 1}', 'no pointer'), { line: 1, column: 1 });
  });

  it('finds what comes before a fault, and never a place that is not around it', () => {
    for (const { text, places } of documents.slice(0, 60)) {
      for (const pointer of places.keys()) {
        const names = pointer.split('/');
        const around = names.map((_, depth) => places.get(names.slice(0, depth + 1).join('/')));
        const expected = around.map((offset) => countedPosition(text, offset ?? 0));
        for (let length = 0; length < text.length; length++) {
          const cut = positionOf(text.slice(0, length), pointer);
          const isKnown = expected.some(
            (place) => place.line === cut.line && place.column === cut.column,
          );
          assert.ok(
            isKnown || length <= (places.get('') ?? 0),
            `${pointer} in ${text.slice(0, length)}`,
          );
        }
      }
    }
  });

  it('takes the last one of a key that is given twice', () => {
    assert.deepEqual(positionOf('{"a": {"b": 1},\n "a": {"b": 2}}', '/a/b'), {
      line: 2,
      column: 8,
    });
  });

  it('reads escapes of keys and of pointers', () => {
    assert.deepEqual(positionOf('{"x": 0,\n"\\u0061/~": 1}', '/a~1~0'), { line: 2, column: 1 });
  });

  it('counts columns in UTF-16 units, and all three line ends', () => {
    assert.deepEqual(positionAt('😀x', 2), { line: 1, column: 3 });
    assert.deepEqual(positionAt('a\r\nb\rc\nd', 7), { line: 4, column: 1 });
    assert.deepEqual(positionAt('a\nb', 99), { line: 2, column: 2 });
  });
});
