/** Canaries: files and addresses on the web, as they name a person or a place inside. */
import { account, company } from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */

const alnum = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
 * A folder in the home of somebody.
 * @param {Random} random
 */
function home(random) {
  const { login, canaries } = account(random);
  const { slug } = company(random);
  return { login, slug, canaries: [...canaries, slug] };
}

/** @type {Families} */
export const pathFamilies = {
  'POSIX path': (random) => {
    const { login, slug, canaries } = home(random);
    const start = random.pick(['/home', '/Users', '/mnt/c/Users', '/var/lib']);
    return {
      value: `${start}/${login}/${random.pick(['projects', 'src', 'Documents'])}/${slug}/${random.pick(['main.py', 'notes.md', ''])}`,
      canaries,
    };
  },
  'Windows path': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: `${random.pick(['C', 'D'])}:${random.pick(['\\', '/'])}Users\\${login}\\${slug}\\report.xlsx`,
      canaries,
    };
  },
  'UNC path': (random) => {
    const { login, slug, canaries } = home(random);
    return { value: `\\\\fs0${random.between(1, 9)}\\${slug}\\${login}`, canaries };
  },
  'path from the home': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: random.pick([
        `~${login}/${slug}`,
        `~/${slug}/${login}.txt`,
        `$HOME/${slug}/${login}`,
        `%USERPROFILE%\\${slug}\\${login}`,
      ]),
      canaries,
    };
  },
  'file URL': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: random.pick([
        `file:///Users/${login}/${slug}/index.html`,
        `file://server/${slug}/${login}`,
        `vscode-file://vscode-app/home/${login}/${slug}`,
      ]),
      canaries,
    };
  },
  'relative path': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: random.pick([
        `./${slug}/${login}.csv`,
        `../../${login}/${slug}/src/app.ts`,
        `${slug}/${login}/report.pdf`,
      ]),
      canaries,
    };
  },
  'file name': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: `${slug}_${login}_${random.pick(['salary', 'cv', 'contract'])}.${random.pick(['pdf', 'docx', 'xlsx'])}`,
      canaries,
    };
  },
};

/** @type {Families} */
export const urlFamilies = {
  'URL with a person in its path': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: random.pick([
        `https://app.example.com/${slug}/members/${login}`,
        `https://www.linkedin.com/in/${login}-${slug}`,
        `//cdn.example.com/${slug}/${login}.png`,
      ]),
      canaries,
    };
  },
  'URL with user information': (random) => {
    const { login, slug, canaries } = home(random);
    const pass = random.text(alnum, 10);
    return {
      value: `https://${login}:${pass}@git.example.com/${slug}.git`,
      canaries: [pass, ...canaries],
    };
  },
  'URL with a query': (random) => {
    const { login, canaries } = home(random);
    const token = random.text(alnum, 16);
    return {
      value: `https://app.example.com/reset?email=${login}%40example.com&token=${token}`,
      canaries: [token, ...canaries.slice(0, -1)],
    };
  },
  'URL with a token in its fragment': (random) => {
    const token = random.text(alnum, 32);
    return {
      value: `https://app.example.com/callback#access_token=${token}&state=1`,
      canaries: [token],
    };
  },
  'host of a company': (random) => {
    const { slug, canaries } = company(random);
    return {
      value: random.pick([
        `${slug}.com`,
        `www.${slug}.de`,
        `https://${slug}.io`,
        `${slug}.zendesk.com`,
        `https://${slug}.slack.com/`,
        `wss://${slug}.co:8443`,
      ]),
      canaries,
    };
  },
  'data URL': (random) => {
    const { login, canaries } = home(random);
    const body = Buffer.from(`hello ${login}`).toString('base64');
    return random.pick([
      { value: `data:text/plain;base64,${body}`, canaries: [body, ...canaries.slice(0, -1)] },
      { value: `data:text/html,<b>${login}</b>`, canaries: canaries.slice(0, -1) },
    ]);
  },
  'blob URL': (random) => {
    const hex = random.hex(12);
    return {
      value: `blob:https://app.example.com/${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${hex}`,
      canaries: [hex],
    };
  },
  'deep link': (random) => {
    const { login, slug, canaries } = home(random);
    return {
      value: random.pick([
        `myapp://open/${slug}/${login}`,
        `slack://user?team=${slug}&id=${login}`,
        `javascript:alert('${slug} ${login}')`,
      ]),
      canaries,
    };
  },
};
