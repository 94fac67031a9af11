/**
 * Clients that are broken on purpose, each in one way, so that a test can show that it would notice. They stand in for the client's
 * module, use the whole one by its public interface, and do what it must not do. So does a core.
 */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Posted what the whole client is about to post, to be altered
 * @property {string} url
 * @property {RequestInit} init without its body
 * @property {any} body parsed
 *
 * @typedef {{captured: import('../../js-glue/client/types.js').Notices['queued'][], user: any}} Told what the page told the client
 *
 * @typedef {object} Breakage of which the functions run in the page, and see nothing of this file
 * @property {string} title
 * @property {RegExp} caught what the test says of it
 * @property {(posted: Posted, told: Told) => void} [alter]
 * @property {(options: object) => object} [options] those that the whole client is given
 */

/** @type {Breakage[]} */
export const breakages = [
  {
    title: 'does not ask what the person chose',
    caught: /the text of an error .* is in the site: an event/,
    options: (given) => ({ ...given, settings: { anonymizeUsageData: false } }),
  },
  {
    title: 'puts the event as the call site made it into the batch',
    caught: /the text of an error .* is in the site: an event/,
    alter({ body }, { captured }) {
      for (const event of body.batch ?? []) {
        const { properties } = captured.shift() ?? {};
        Object.assign(event.properties, properties);
      }
    },
  },
  {
    title: 'adds the title',
    caught: /the title .* is in the site: an event/,
    alter({ body }) {
      for (const { properties } of body.batch ?? []) {
        properties.$title = document.title.slice(0, 300);
      }
    },
  },
  {
    title: 'sends the path as it is',
    caught: /the page's path .* is in the site: an event/,
    alter({ body }) {
      for (const { properties } of body.batch ?? []) properties.route_shape = location.pathname;
    },
  },
  {
    title: 'hides the address in base64',
    caught: /the page's query .* is in the site: the envelope/,
    alter: ({ body }) => void Object.assign(body, { trace: btoa(location.href) }),
  },
  {
    title: 'names the person',
    caught: /the user record .* is in the site: the envelope/,
    alter: ({ body }, { user }) => void Object.assign(body, { user }),
  },
  {
    title: 'copies cookies and storage',
    caught: /a cookie .* is in the site: the envelope/,
    alter({ body }) {
      const { cookie } = document;
      Object.assign(body, { context: encodeURIComponent(JSON.stringify([cookie, localStorage])) });
    },
  },
  {
    title: 'makes an id of the name of the person',
    caught: /the user record .* is in the site: the envelope/,
    alter({ body }, { user }) {
      const hex = [...user.email].map((one) => one.charCodeAt(0).toString(16)).join('');
      Object.assign(body, { anonymousDistinctId: `anon_${hex}` });
    },
  },
  {
    title: 'lets the browser name the referrer',
    caught: /a Referer is sent/,
    alter: ({ init }) => void delete init.referrerPolicy,
  },
  {
    title: 'lets cookies go along with anonymized events',
    caught: /cookies go along with anonymized events/,
    alter: ({ init }) => void delete init.credentials,
  },
  {
    title: 'has the name of the window in a header',
    caught: /window\.name .* is in the site: header x-window/,
    alter({ init }) {
      const name = encodeURIComponent(window.name).slice(0, 2000);
      init.headers = { ...init.headers, 'X-Window': name };
    },
  },
  {
    title: 'asks with a query',
    caught: /the referrer's path .* is in the site: a request line/,
    alter(posted) {
      posted.url += `?from=${encodeURIComponent(document.referrer)}`;
    },
  },
  {
    title: 'asks an address of its own',
    caught: /it asks for \/pixel\n(.*\n)*it asks by sendBeacon/,
    alter: (_, { captured }) => void navigator.sendBeacon('/pixel', String(captured.length)),
  },
  {
    title: 'asks another origin',
    caught: /another origin is asked: http:\/\/127/,
    alter: () => void (new Image().src = 'http://127.0.0.2:8080/pixel'),
  },
];

/**
 * Runs in the page, in the place of the client.
 * @param {typeof import('../../js-glue/client/index.js').createAnalytics} whole
 * @param {Pick<Breakage, 'alter' | 'options'>} breakage
 * @returns {typeof whole}
 */
function breakClient(whole, { alter, options }) {
  const { fetch: real } = window;
  return (given) => {
    const { user } = given;
    /** @type {Told['captured']} */
    const captured = [];
    window.fetch = (url, { body, ...init } = {}) => {
      if (!body || !alter) return real(url, { body, ...init });
      const text =
        typeof body === 'string' ? body : new TextDecoder().decode(/** @type {any} */ (body));
      const posted = { url: String(url), init, body: JSON.parse(text) };
      alter(posted, { captured, user });
      return real(posted.url, { ...posted.init, body: JSON.stringify(posted.body) });
    };
    const client = whole(/** @type {typeof given} */ (options?.(given) ?? given));
    client.on('queued', (notice) => void (notice.reason === null && captured.push(notice)));
    return options ? { ...client, setSettings() {}, signIn() {} } : client;
  };
}

const clientPath = '/js-glue/client/index.js';

/**
 * @param {Pick<Breakage, 'alter' | 'options'>} breakage
 * @returns {Record<string, string>} what a site serves instead
 */
export function brokenClient({ alter, options }) {
  const members = Object.entries({ alter, options }).filter(([, call]) => call);
  const texts = members.map(([name, call]) => `${name}: ${asExpression(name, String(call))}`);
  return {
    [clientPath]: `import { createAnalytics as whole } from '${clientPath}?whole';
export const createAnalytics = (${breakClient})(whole, { ${texts.join(', ')} });`,
  };
}

/**
 * The whole core with one row of its tables changed, where it stands in the binary.
 * @param {string} before
 * @param {string} after of the same length
 * @returns {Record<string, string>} what a site serves instead
 */
export function brokenCore(before, after) {
  const bytes = readFileSync(new URL('../../dist/core.wasm', import.meta.url));
  const at = bytes.indexOf(before);
  if (at < 0 || before.length !== after.length) throw new Error('there is no such row');
  bytes.write(after, at);
  const text = JSON.stringify(bytes.toString('base64'));
  return {
    '/dist/core-binary.js': `export const decodeBinary = () =>
  Uint8Array.from(atob(${text}), (one) => one.charCodeAt(0));`,
  };
}

/** @param {string} name @param {string} text of an arrow function or a method */
const asExpression = (name, text) => (text.startsWith(`${name}(`) ? `function ${text}` : text);
