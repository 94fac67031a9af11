import assert from 'node:assert/strict';
import { redactText } from '../../js-glue/page/redact-text.js';
import { families } from '../support/canaries.js';
import { createRandom, seedFrom } from '../support/random.js';

/** What M109 says, and its *Gap*, by the names of the families of canaries. */
const named = `
  e-mail | e-mail with a tag | e-mail at an international domain | e-mail with letters outside ASCII | e-mail, percent-encoded |
  e-mail as URI | phone number as written | phone number, E.164 | phone number, digits alone | phone number as URI | POSIX path |
  Windows path | UNC path | path from the home | file URL | URL with a query | URL with a token in its fragment | data URL |
  UUID v4 | UUID v7 | UUID without hyphens | UUID behind a prefix | ObjectId | ULID | cuid2 | md5 digest | sha256 digest | JWT |
  IPv4 | IPv6, full | IPv6, compressed | MAC address | card number | IBAN`
  .trim()
  .split(/\s*\|\s*/);

const seed = seedFrom('CANARY_SEED');
const draws = 100;

describe(`canaries in texts of errors (seed ${seed})`, () => {
  const random = createRandom(seed);

  for (const name of named) {
    it(`M109: no ${name} is left, wherever it stands`, () => {
      for (let draw = 0; draw < draws; draw += 1) {
        const { value, canaries } = families[/** @type {keyof typeof families} */ (name)](random);
        for (const text of [
          `${value}`,
          `failed to load ${value} twice`,
          `no "${value}"`,
          `at (${value})`,
        ]) {
          const left = redactText(text);
          assert.ok(!canaries.some((canary) => left.includes(canary)), name);
        }
      }
    });
  }

  it('M109: of a URL neither user nor password is left', () => {
    for (let draw = 0; draw < draws; draw += 1) {
      const { value } = families['URL with user information'](random);
      const [, user] = /\/\/(.*)@/.exec(String(value)) ?? [];
      const left = redactText(`failed to load ${value} twice`);
      assert.ok(!user.split(':').some((part) => left.includes(part)));
    }
  });
});
