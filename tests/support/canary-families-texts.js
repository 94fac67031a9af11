/** Canaries: longer texts with somebody or something inside: code, messages, records, work that has a name. */
import { account, cities, company, person } from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */

/**
 * What a text may be about.
 * @param {Random} random
 */
function scene(random) {
  const { given, family, canaries } = person(random);
  const { title, slug } = company(random);
  const { login, canaries: own } = account(random);
  return { given, family, title, slug, login, number: random.digits(8), names: canaries, own };
}

/** @type {Families} */
export const workFamilies = {
  'company name': (random) => {
    const { title, canaries } = company(random);
    return { value: title, canaries };
  },
  'company slug': (random) => {
    const { slug, canaries } = company(random);
    return {
      value: random.pick([
        slug,
        slug.replaceAll('-', '_'),
        slug.replaceAll('-', ''),
        `${slug}-prod`,
        `team-${slug}`,
      ]),
      canaries,
    };
  },
  'company as an identifier': (random) => {
    const { slug, canaries } = company(random);
    const camel = slug.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    return {
      value: random.pick([
        camel,
        `${camel}App`,
        slug.toUpperCase().replaceAll('-', '_'),
        `org.${camel}`,
      ]),
      canaries,
    };
  },
  'repository name': (random) => {
    const [owner, project] = [company(random), company(random)];
    const value = random.pick([
      `${owner.slug}/${project.slug}`,
      `git@github.com:${owner.slug}/${project.slug}.git`,
      `@${owner.slug}/${project.slug}`,
      `${owner.slug}/${project.slug}#${random.digits(3)}`,
    ]);
    return { value, canaries: [owner.slug, project.slug] };
  },
  'branch name': (random) => {
    const { slug, login, own } = scene(random);
    const value = random.pick([
      `feature/${slug}-login`,
      `${login}/fix-${slug}`,
      `fix/${random.text('ABCDEFGHKMNPRSTW', 4)}-${random.digits(4)}-${slug}`,
      `dependabot/npm/${slug}-2.0.1`,
    ]);
    return { value, canaries: value.includes(login) ? [slug, ...own] : [slug] };
  },
  'project title': (random) => {
    const { title, slug } = scene(random);
    const value = random.pick([
      `${title} Q3 launch`,
      `Project ${title}`,
      `Migration for ${title}`,
      `${title}: salaries 2025`,
    ]);
    return { value, canaries: [slug] };
  },
  'name in a version': (random) => {
    const { login, own, slug } = scene(random);
    return random.pick([
      { value: `1.4.0-${login}`, canaries: own },
      { value: `2.0.1+${slug}`, canaries: [slug] },
      { value: `v3.1.0-beta.${slug}`, canaries: [slug] },
    ]);
  },
};

/** @type {Families} */
export const codeFamilies = {
  'SQL with literals': (random) => {
    const { given, family, number, names } = scene(random);
    const value = random.pick([
      `SELECT * FROM customers WHERE name = '${given} ${family}' AND phone = ${number}`,
      `UPDATE users SET email='${given}.${family}@mail.com' WHERE id=${number};`,
      `INSERT INTO patients VALUES (${number}, '${given}', '${family}', NULL)`,
    ]);
    return { value, canaries: [number, ...names] };
  },
  'stack trace': (random) => {
    const { login, slug, own } = scene(random);
    const value = random.pick([
      `TypeError: x is undefined\n    at run (/home/${login}/${slug}/app.js:10:5)\n    at main (node:internal/main:1:2)`,
      `Traceback (most recent call last):\n  File "C:\\Users\\${login}\\${slug}\\run.py", line 3, in <module>\nKeyError: 1`,
      `Error: ENOENT: no such file or directory, open '/Users/${login}/${slug}.txt'`,
    ]);
    return { value, canaries: [slug, ...own] };
  },
  'error message': (random) => {
    const { login, slug, given, number, own } = scene(random);
    return random.pick([
      { value: `Duplicate entry '${login}' for key 'users.login'`, canaries: own },
      {
        value: `Unexpected token '${given}', "${given} said" is not valid JSON`,
        canaries: [given],
      },
      { value: `getaddrinfo ENOTFOUND ${slug}.internal`, canaries: [slug] },
      { value: `User ${number} has no access to ${slug}`, canaries: [slug, number] },
    ]);
  },
  'command line': (random) => {
    const { login, slug, own } = scene(random);
    return random.pick([
      { value: `curl -u ${login}:x https://api.${slug}.com/v1`, canaries: [slug, ...own] },
      { value: `ssh ${login}@${slug}.net -p 22`, canaries: [slug, ...own] },
      { value: `--project=${slug} --owner ${login}`, canaries: [slug, ...own] },
    ]);
  },
  'JSON in a text': (random) => {
    const { given, family, login, number, names } = scene(random);
    const record = random.pick([
      { user: { name: `${given} ${family}`, id: number } },
      [{ n: given, f: family }, 1],
      { a: { b: [given, { c: `${login} ${family}` }] } },
    ]);
    return { value: JSON.stringify(record), canaries: names };
  },
  'base64 of JSON with an e-mail': (random) => {
    const { login, own, slug } = scene(random);
    const bytes = Buffer.from(JSON.stringify({ email: `${login}@${slug}.com`, t: 1 }));
    const value = bytes.toString(random.pick(['base64', 'base64url']));
    return { value, canaries: [...own, slug, value] };
  },
  'record of a table': (random) => {
    const { given, family, login, slug, names } = scene(random);
    return random.pick([
      { value: `${family};${given};${slug};42`, canaries: [slug, ...names] },
      { value: `<user login="${login}"><name>${given} ${family}</name></user>`, canaries: names },
      {
        value: `BEGIN:VCARD\nFN:${given} ${family}\nORG:${slug}\nEND:VCARD`,
        canaries: [slug, ...names],
      },
      { value: `name=${given}&company=${slug}`, canaries: [given, slug] },
    ]);
  },
  environment: (random) => {
    const { login, slug, own } = scene(random);
    return { value: `USER=${login} PROJECT=${slug}`, canaries: [slug, ...own] };
  },
};

/** @type {Families} */
export const sentenceFamilies = {
  prompt: (random) => {
    const { given, family, title, slug, names } = scene(random);
    const value = random.pick([
      `Write a warning letter to ${given} ${family} of ${title} about the missed deadline`,
      `build me an app that tracks the insulin doses of my daughter ${given} ${family}, works at ${title}`,
      `Summarise the call with ${family}, ${given} (${title}) and draft a reply`,
    ]);
    return { value, canaries: [slug, ...names] };
  },
  'chat message': (random) => {
    const { given, names, slug, title } = scene(random);
    return random.pick([
      { value: `hey ${given} can you look at this?`, canaries: [given] },
      { value: `${given} told me that ${title} is going to be sold`, canaries: [given, slug] },
      { value: `lunch with ${given} and ${names[names.length - 1]} at 12`, canaries: names },
    ]);
  },
  'search query': (random) => {
    const { given, family, slug, names } = scene(random);
    return random.pick([
      { value: `${given} ${family} salary`, canaries: names },
      { value: `divorce lawyer ${family} ${random.pick(cities)}`, canaries: [family] },
      { value: `invoices ${slug} 2024`, canaries: [slug] },
    ]);
  },
  'title of a document': (random) => {
    const { given, title, slug } = scene(random);
    return random.pick([
      { value: `${given}'s notes - App`, canaries: [given] },
      { value: `(3) Inbox - ${title} - Mail`, canaries: [slug] },
      { value: `Offer_for_${given}_final_v2`, canaries: [given] },
    ]);
  },
  'reason in free text': (random) => {
    const { given, title, slug } = scene(random);
    return random.pick([
      { value: `too expensive, ${title} is cheaper`, canaries: [slug] },
      { value: `my manager ${given} said no`, canaries: [given] },
    ]);
  },
};
