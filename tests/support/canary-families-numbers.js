/** Canaries: numbers that a state, a bank, a carrier or a maker gave to one person or one thing, with valid check digits. */

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */
/** @typedef {import('./canaries.js').Instance} Instance */

/** What stands for a random character in a pattern; all else stands for itself. */
const classes = /** @type {Record<string, string>} */ ({
  '#': '0123456789',
  '^': '123456789',
  '@': 'ABCDEFGHJKLMNPRSTUVWXYZ',
});

/**
 * @param {Random} random
 * @param {string} pattern
 */
const fill = (random, pattern) =>
  pattern.replace(/[#^@]/g, (character) => random.pick(classes[character]));

/** @param {string} text */
const digitsOf = (text) => text.replace(/\D/g, '');

/**
 * @param {string} digits all but the last
 * @returns {string} with the check digit of Luhn
 */
export function withLuhn(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/**
 * @param {string} country two letters
 * @param {string} account
 * @returns {string} with the two check digits of ISO 13616
 */
export function withMod97(country, account) {
  const rearranged = `${account}${country}00`.replace(/[A-Z]/g, (letter) =>
    String(parseInt(letter, 36)),
  );
  const check = 98n - (BigInt(rearranged) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/**
 * @param {string} text
 * @param {number[]} sizes
 * @param {string} separator
 */
function grouped(text, sizes, separator) {
  let at = 0;
  return sizes.map((size) => text.slice(at, (at += size))).join(separator);
}

/** @param {number[]} weights @param {string} digits */
const weighed = (weights, digits) =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);

/** @param {string} nine digits of a Brazilian number */
function withCpfChecks(nine) {
  let digits = nine;
  for (const length of [10, 11]) {
    const weights = Array.from({ length: length - 1 }, (_, i) => length - i);
    digits += ((weighed(weights, digits) * 10) % 11) % 10;
  }
  return digits;
}

/** @param {string} value @returns {Instance} */
const whole = (value) => ({ value, canaries: [value] });

/** National forms of telephone numbers. */
const phonePatterns = `
  (2^^) 5##-#### | 2^^-5##-#### | 2^^.5##.#### | +1 2^^ 5## #### | 1-8^^-5##-#### | 0151 ######## | 0171/####### |
  030 ######## | +49 (0)89 ####### | +49 160 ####### | 06 ## ## ## ## | +33 6 ## ## ## ## | 07### ###### | +44 20 #### #### |
  020 7### #### | 6## ### ### | +34 91 ### ## ## | +39 3## ### #### | 06-######## | +31 6 ######## | +48 5## ### ### |
  090-####-#### | +81 90 #### #### | 138 #### #### | +86 138 #### #### | 98### ##### | +91 98### ##### | (11) 9####-#### |
  +55 11 9####-#### | 04## ### ###`
  .trim()
  .split(/\s*\|\s*/);

/** @type {Families} */
export const phoneFamilies = {
  'phone number as written': (random) => {
    const value = fill(random, random.pick(phonePatterns));
    return { value, canaries: [digitsOf(value).slice(-7)] };
  },
  'phone number, E.164': (random) => {
    const value = `+${digitsOf(fill(random, random.pick(phonePatterns.filter((row) => row[0] === '+'))))}`;
    return { value, canaries: [value.slice(-7)] };
  },
  'phone number, digits alone': (random) => {
    const value = digitsOf(fill(random, random.pick(phonePatterns)));
    return { value, canaries: [value.slice(-7)] };
  },
  'phone number, JSON number': (random) => {
    const value = Number(digitsOf(fill(random, random.pick(phonePatterns))));
    return { value, canaries: [String(value).slice(-7)] };
  },
  'phone number as URI': (random) => {
    const digits = digitsOf(fill(random, random.pick(phonePatterns)));
    return {
      value: `${random.pick(['tel:', 'sms:', 'https://wa.me/'])}+${digits}`,
      canaries: [digits.slice(-7)],
    };
  },
};

/** @type {Families} */
export const bankFamilies = {
  'card number': (random) => {
    const [start, length] = random.pick([
      ['4', 16],
      ['51', 16],
      ['37', 15],
      ['6011', 16],
      ['3528', 16],
    ]);
    const digits = withLuhn(start + random.text('0123456789', length - start.length - 1));
    const sizes = length === 15 ? [4, 6, 5] : [4, 4, 4, 4];
    const value = grouped(digits, sizes, random.pick(['', ' ', '-', '.']));
    return { value, canaries: [digits.slice(-8)] };
  },
  'card number, JSON number': (random) => {
    const value = Number(withLuhn(`4${random.text('0123456789', 14)}`));
    return { value, canaries: [String(value).slice(-8)] };
  },
  IBAN: (random) => {
    const [country, pattern] = random.pick([
      ['DE', '##################'],
      ['GB', '@@@@##############'],
      ['FR', '####################@##'],
      ['NL', '@@@@##########'],
      ['ES', '####################'],
      ['BE', '############'],
      ['CH', '#################'],
    ]);
    const compact = withMod97(country, fill(random, pattern));
    const spaced = compact.replace(/(.{4})(?=.)/g, '$1 ');
    const value = random.pick([compact, spaced, spaced, compact.toLowerCase()]);
    return { value, canaries: [compact.slice(-8)] };
  },
  'bank account': (random) => {
    const value = fill(
      random,
      random.pick(['########-##', '##-##-## ########', '#########:########', '@@@@DE^^###']),
    );
    return whole(value);
  },
};

/** @type {Families} */
export const stateFamilies = {
  'social security number': (random) =>
    whole(fill(random, random.pick(['^##-##-####', '^## ## ####', '^########']))),
  'insurance number': (random) =>
    whole(fill(random, random.pick(['AB ## ## ## C', 'AB######C', '^^ ###### @ ###']))),
  'taxpayer number': (random) => {
    const digits = withCpfChecks(fill(random, '#########'));
    const dotted = `${grouped(digits, [3, 3, 3], '.')}-${digits.slice(9)}`;
    return whole(random.pick([digits, dotted]));
  },
  'national register number': (random) => {
    const born = `${random.between(50, 99)}${random.pick(['01', '05', '09', '12'])}${random.between(10, 28)}`;
    const ten = `${born}${fill(random, '####')}`;
    const check = (10 - (weighed([1, 3, 7, 9, 1, 3, 7, 9, 1, 3], ten) % 10)) % 10;
    return whole(
      random.pick([
        `${ten}${check}`,
        `${born}-${fill(random, '####')}`,
        `${born}+${fill(random, '###')}A`,
      ]),
    );
  },
  'person number of 12 digits': (random) =>
    whole(fill(random, random.pick(['^### #### ####', '^###########']))),
  'passport number': (random) =>
    whole(fill(random, random.pick(['C@#@@###@#', '@########', '##@@#####']))),
  'machine-readable zone': (random) => {
    const line = `${fill(random, 'C@#@@###@')}4D<<${fill(random, '######^M######^')}<<<<<<<<<<<<<<<6`;
    return whole(line);
  },
  'licence plate': (random) =>
    whole(
      fill(
        random,
        random.pick([
          'B-@@ ^###',
          'M @@ ^###',
          '@@## @@@',
          '@@-###-@@',
          '^@@@###',
          '##-@@@-^',
          '#### @@@',
          '@@@ ####',
          '@@ ## @@ ####',
        ]),
      ),
    ),
  'VAT id': (random) =>
    whole(
      fill(
        random,
        random.pick([
          'DE#########',
          'ATU########',
          'FR@@#########',
          'GB#########',
          'NL#########B##',
          'ESX#######@',
          'IT###########',
          'DE 123 ### ###',
        ]),
      ),
    ),
  'vehicle number': (random) => whole(fill(random, 'W@@@@^#@^@#######')),
};

/** @type {Families} */
export const deviceNumberFamilies = {
  IMEI: (random) => {
    const digits = withLuhn(fill(random, '35############'));
    const value = random.pick([digits, `${grouped(digits, [2, 6, 6], '-')}-${digits[14]}`]);
    return { value, canaries: [digits.slice(-9)] };
  },
  'SIM number': (random) => whole(withLuhn(fill(random, '8949################'))),
  'serial number': (random) =>
    whole(
      fill(random, random.pick(['C02@@###@@##', 'SN-########', '@@@-####-@@@@', 'R58@####@@@'])),
    ),
};
