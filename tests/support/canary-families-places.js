/** Canaries: where somebody lives or is, and when something was. */
import { cities, street } from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */
/** @typedef {import('./canaries.js').Instance} Instance */

/** @param {string} value @returns {Instance} */
const whole = (value) => ({ value, canaries: [value] });

/** @param {Random} random */
const postcode = (random) => {
  const digits = (/** @type {number} */ count) => random.digits(count);
  const letters = (/** @type {number} */ count) => random.text('ABCDEFGHJKLMNPRSTUWXY', count);
  return random.pick([
    digits(5),
    `${letters(2)}${digits(1)} ${digits(1)}${letters(2)}`,
    `${digits(4)} ${letters(2)}`,
    `${letters(1)}${digits(1)}${letters(1)} ${digits(1)}${letters(1)}${digits(1)}`,
    `${digits(2)}-${digits(3)}`,
    `${digits(5)}-${digits(4)}`,
    `${digits(3)}-${digits(4)}`,
  ]);
};

/** @param {Random} random */
const coordinate = (random, /** @type {number} */ bound) =>
  Number(
    `${random.chance(0.5) ? '' : '-'}${random.below(bound)}.${random.text('0123456789', random.between(4, 6))}${random.text('123456789', 1)}`,
  );

/** @type {Families} */
export const placeFamilies = {
  'postal address': (random) => {
    const { line, canaries } = street(random);
    const city = random.pick(cities);
    return { value: `${line}, ${postcode(random)} ${city}`, canaries: [...canaries, city] };
  },
  'street and number': (random) => {
    const { line, canaries } = street(random);
    return { value: line, canaries };
  },
  city: (random) => whole(random.pick(cities)),
  'city and postcode': (random) => {
    const [city, code] = [random.pick(cities), postcode(random)];
    return {
      value: random.pick([`${code} ${city}`, `${city} ${code}`, `${city}, ${code}`]),
      canaries: [city, code],
    };
  },
  postcode: (random) => whole(postcode(random)),
  'coordinate, JSON number': (random) => {
    const value = coordinate(random, 180);
    return { value, canaries: [String(Math.abs(value))] };
  },
  'coordinates as text': (random) => {
    const [north, east] = [coordinate(random, 90), coordinate(random, 180)];
    const value = random.pick([
      `${north},${east}`,
      `${north}, ${east}`,
      `geo:${north},${east}`,
      `POINT(${east} ${north})`,
      `lat=${north}&lng=${east}`,
      `@${north},${east},15z`,
    ]);
    return { value, canaries: [String(Math.abs(north)), String(Math.abs(east))] };
  },
  'coordinate as text': (random) => {
    const value = String(coordinate(random, 180));
    return { value, canaries: [value.replace('-', '')] };
  },
  'coordinates in degrees': (random) => {
    const angle = () =>
      `${random.between(1, 89)}°${random.between(10, 59)}'${random.between(10, 59)}.${random.below(10)}"`;
    return whole(`${angle()}N ${angle()}E`);
  },
  geohash: (random) =>
    whole(
      `${random.pick(['u', 'g', '9q', 'dr', 'w'])}${random.text('0123456789bcdefghjkmnpqrstuvwxyz', 8)}`,
    ),
  'plus code': (random) => {
    const alphabet = '23456789CFGHJMPQRVWX';
    return whole(`${random.text(alphabet, 8)}+${random.text(alphabet, random.between(2, 3))}`);
  },
  'place of three words': (random) => {
    const words = [
      'gazelle',
      'lantern',
      'pudding',
      'walnut',
      'trombone',
      'glacier',
      'mitten',
      'parsnip',
      'otter',
      'velvet',
    ];
    return whole(random.shuffled(words).slice(0, 3).join('.'));
  },
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'June',
  'July',
  'August',
  'October',
  'December',
];
const two = (/** @type {number} */ number) => String(number).padStart(2, '0');

/** @param {Random} random */
const instant = (random) => new Date(1_690_000_000_000 + Math.floor(random.next() * 9e10));

/** @type {Families} */
export const timeFamilies = {
  'date of birth': (random) => {
    const [year, month, day] = [
      random.between(1938, 2009),
      random.between(1, 9),
      random.between(10, 28),
    ];
    const word = months[month - 1];
    return whole(
      random.pick([
        `${year}-${two(month)}-${day}`,
        `${day}.${two(month)}.${year}`,
        `${two(month)}/${day}/${year}`,
        `${day} ${word} ${year}`,
        `${word} ${day}, ${year}`,
        `${year}${two(month)}${day}`,
        `${day}-${word.slice(0, 3)}-${two(year % 100)}`,
        `${year}/${month}/${day}`,
        `${day}. ${month}. ${year}`,
        `${year}年${month}月${day}日`,
      ]),
    );
  },
  'birth time, ISO': (random) => {
    const day = new Date(
      Date.UTC(random.between(1938, 2009), random.below(12), random.between(1, 28)),
    );
    return { value: day.toISOString(), canaries: [day.toISOString().slice(0, 10)] };
  },
  'timestamp with milliseconds': (random) => {
    const text = instant(random).toISOString();
    const time = text.slice(11, 23);
    return {
      value: random.pick([
        text,
        text.replace('Z', '+02:00'),
        text.replace('T', ' ').replace('Z', `${random.digits(3)}`),
      ]),
      canaries: [time],
    };
  },
  'timestamp as HTTP writes it': (random) => {
    const text = instant(random).toUTCString();
    return { value: text, canaries: [text.slice(5, 25)] };
  },
  'epoch time, JSON number': (random) => {
    const value = Math.floor(instant(random).getTime() / random.pick([1, 1000]));
    return { value, canaries: [String(value)] };
  },
  'epoch time as text': (random) => whole(String(instant(random).getTime())),
};
