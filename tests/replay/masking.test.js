import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describeIn, everyBrowser } from '../support/browser.js';
import { recordedEvents, recorderNames, recording, startReplay } from '../support/replay.js';
import { holes, holesHtml, secretOf } from '../support/replay-holes.js';
import { until } from '../support/site.js';

/** So that nothing of it has to be scrolled to. */
const wholePage = { width: 800, height: 3000 };

const presets = /** @type {const} */ (['browser', 'standard', 'strict']);
/** Requirements, by preset: a mask for passwords alone, one for all inputs and what is marked, one for everything. */
const shows = { browser: 'S54, S55', standard: 'A8, A31, A32, A53', strict: 'A8, A53' };

/**
 * Runs in the page, before anything is recorded.
 * @param {unknown} _page
 * @param {Record<string, string>} secrets by the name of a hole
 */
function prepare(_page, secrets) {
  document.title = secrets['title of the page'];
  const meta = document.createElement('meta');
  Object.assign(meta, { name: 'description', content: secrets['description of the page'] });
  document.head.append(meta);
  const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
  const shadowOf = (/** @type {string} */ id, /** @type {string} */ html) => {
    byId(id).attachShadow({ mode: 'open' }).innerHTML = html;
  };
  shadowOf('shadow', `<p>${secrets['shadow root']}</p>`);
  shadowOf('sensitive-shadow', `<p>${secrets['shadow root of a sensitive element']}</p>`);
  shadowOf('input-shadow', `<input value="${secrets['input in a shadow root']}">`);
  const frameOf = (/** @type {string} */ id, /** @type {string} */ html) => {
    byId(id).contentDocument.body.innerHTML = html;
  };
  frameOf('frame', `<p>${secrets.frame}</p>`);
  frameOf('sensitive-frame', `<p data-sensitive>${secrets['sensitive element in a frame']}</p>`);
  frameOf('blocked-frame', `<p>${secrets['frame that is blocked']}</p>`);
  frameOf('shadow-frame', '<div data-sensitive></div>');
  const framed = byId('shadow-frame').contentDocument.querySelector('div');
  framed.attachShadow({ mode: 'open' }).innerHTML =
    `<p>${secrets['sensitive shadow root in a frame']}</p>`;
  shadowOf('blocked-shadow', '<p>-</p>');
  shadowOf('bare-shadow', '-');
  frameOf('inner-frame', `<p>${secrets['frame in a sensitive element']}</p>`);
  byId('canvas').getContext('2d').fillText(secrets.canvas, 0, 12);
  byId('clipped').setAttribute('clip-path', `url(${location.href}#part)`);
  Object.assign(byId('shown-before'), {
    type: 'text',
    value: secrets['password that was shown before'],
  });
  const styled = byId('styled-frame').contentDocument;
  const sheet = new styled.defaultView.CSSStyleSheet();
  sheet.replaceSync(`p::after { content: "${secrets['style of a frame that is blocked']}" }`);
  styled.adoptedStyleSheets = [sheet];
}

/**
 * Runs in the page, while it is recorded.
 * @param {unknown} _page
 * @param {Record<string, string>} secrets
 */
async function change(_page, secrets) {
  const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
  const add = (/** @type {string} */ html) => document.body.insertAdjacentHTML('beforeend', html);
  byId('changing').setAttribute('data-name', secrets['an attribute that changes']);
  byId('growing').append(secrets['sensitive text that is added']);
  byId('changing-text').firstChild.data = secrets['sensitive text that changes'];
  byId('blocked-frame').contentDocument.body.append(
    secrets['text that is added to a frame that is blocked'],
  );
  byId('blocked-shadow').shadowRoot.append(
    secrets['text that is added to a shadow root that is blocked'],
  );
  byId('bare-shadow').shadowRoot.append(secrets['text that a sensitive shadow root holds']);
  byId('set-style').sheet.cssRules[0].style.setProperty(
    'content',
    `"${secrets['property of a style that is set']}"`,
  );
  byId('growing-style').append(
    `.yet { background: url(/f.gif?token=${secrets['query in a style that is added to']}) }`,
  );
  add(`<p>${secrets['text that is added']}</p>`);
  add(`<input value="${secrets['input that is added']}">`);
  add(`<input type="password" id="late" value="${secrets['password that is added and shown']}">`);
  byId('canvas').getContext('2d').fillText(secrets.canvas, 5, 12);
  byId('meta').setAttribute('content', secrets['meta that changes']);
  byId('commented').append(`/* ${secrets['comment in a style']} */`);
  const rule = secrets['rule that is added to the style of a frame that is blocked'];
  byId('styled-frame').contentDocument.adoptedStyleSheets[0].insertRule(
    `b::after { content: "${rule}" }`,
  );
  const capitals = byId('capitals');
  capitals.type = 'text';
  capitals.value = secrets['password in capitals, shown at once'];
  capitals.dispatchEvent(new Event('input', { bubbles: true }));

  console.log(secrets.console);
  await fetch('/before.js', { method: 'POST', body: secrets['answer of a request'] });
  await new Promise((resolve) => void setTimeout(resolve, 100));
  for (const id of ['late', 'shown-password']) byId(id).type = 'text';
  byId('late').value += '!';
  byId('late').dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((resolve) => void setTimeout(resolve, 100));
  add('<p class="the-end"></p>');
}

/** @type {[string, string][]} an id, and what is typed there */
const typed = [
  ['typed-password', 'password that is typed'],
  ['shown-password', 'password that is shown'],
  ['typed-input', 'input that is typed'],
  ['typed-area', 'textarea that is typed'],
  ['typed-editable', 'contenteditable that is typed'],
  ['typed-inside', 'field that is typed in what the host masks'],
];

/**
 * @param {import('../support/browser.js').Tab} tab
 * @param {string} id
 * @param {string} text
 */
async function type(tab, id, text) {
  if (tab.raw) return tab.raw.type(`#${id}`, text);
  await tab.run(
    (_page, into, what) => {
      document.getElementById(into)?.focus();
      document.execCommand('insertText', false, what);
    },
    id,
    text,
  );
}

const secrets = Object.fromEntries(holes.map(({ name, secret }) => [name, secret]));

/**
 * @param {string} text of everything that was recorded
 * @param {import('../support/replay-holes.js').Hole} hole
 */
function isOpen(text, { name, secret }) {
  if (name === 'canvas') return /rr_dataURL|"source":9\b/.test(text);
  return text.includes(secret);
}

/** @param {import('../support/replay-holes.js').Hole} hole @param {string} preset */
const mustBeClosed = ({ from }, preset) =>
  from !== null && presets.indexOf(from) <= presets.indexOf(/** @type {any} */ (preset));

/**
 * Plays a recording, and looks at it box by box beside the page that it is of.
 * @param {string} recorder
 * @param {(typeof presets)[number]} preset
 * @param {import('../support/browser.js').Tab} tab the page
 * @param {import('../support/browser.js').Tab} player
 * @param {object[]} events
 */
async function compare(recorder, preset, tab, player, events) {
  await player.raw?.setViewport(wholePage);
  /** @param {import('../support/browser.js').Page} page @returns {Promise<import('../support/replay-player.js').Region[]>} */
  const regionsIn = async (page) => (await page.load('/bundle/replay-player.js')).regionsOf();
  const live = await pictureOf(tab, `${recorder}-${preset}-live`);
  const regions = await tab.run(regionsIn);
  await player.run(async (page, given) => {
    await (await page.load('/bundle/replay-player.js')).showLast(given);
  }, events);
  const played = await pictureOf(player, `${recorder}-${preset}-played`);
  const shown = new Map((await player.run(regionsIn)).map((region) => [region.id, region]));
  const boxes = regions.flatMap((region) => {
    const other = shown.get(region.id);
    const hole = holes[Number(region.id.slice('hole-'.length))];
    return other && region.text.includes(hole.secret) ? [{ hole, region, other }] : [];
  });
  const differing = await player.run(
    async (page, ...given) => (await page.load('/bundle/replay-player.js')).differences(...given),
    live,
    played,
    boxes.map(({ region, other }) => [region, other]),
  );
  /** @type {{masked: number[], seen: number[]}} how much each box differs */
  const shares = { masked: [], seen: [] };
  for (const [i, { hole, other }] of boxes.entries()) {
    const isMasked = mustBeClosed(hole, preset);
    shares[isMasked ? 'masked' : 'seen'].push(differing.regions[i]);
    if (isMasked) assert.match(other.text, /^[*\s]*$/, hole.name);
    else assert.ok(other.text.includes(hole.secret), `${hole.name} is masked, too`);
  }
  const percent = (/** @type {number} */ of) => `${(of * 100).toFixed(1)} %`;
  const range = (/** @type {number[]} */ of) =>
    of.length > 0
      ? `${of.length} by ${percent(Math.min(...of))} to ${percent(Math.max(...of))}`
      : 'none';
  console.log(
    `replay: ${recorder}, ${preset}: ${percent(differing.whole)} of the points differ from the page; of boxes with a text that is masked ${range(shares.masked)}, of others ${range(shares.seen)}`,
  );
  assert.ok(Math.min(...shares.masked) > 0, 'what is masked looks like it');
  assert.ok(
    preset === 'strict' || medianOf(shares.seen) < 0.02,
    'what is not, looks as in the page',
  );
}

/** @param {number[]} values */
const medianOf = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** @param {import('../support/browser.js').Tab} tab @param {string} name of a file, where somebody wants to see it */
async function pictureOf({ raw }, name) {
  const picture = (await raw?.screenshot({ encoding: 'base64' })) ?? '';
  const folder = process.env.REPLAY_SHOTS;
  if (folder) writeFileSync(`${folder}/${name}.png`, picture, 'base64');
  return `data:image/png;base64,${picture}`;
}

describe('replay: masking', () => {
  for (const name of everyBrowser) {
    for (const recorder of recorderNames) {
      describeIn(name, ({ visit, open }) => {
        /** @type {Record<string, Record<string, boolean>>} by hole, then by preset */
        const table = {};
        for (const preset of presets) {
          it(`${recorder}, ${preset}: what its description says stays in the page (${shows[preset]})`, async () => {
            const path = `/w/${secretOf('path of the page')}/apps/1?q=${secretOf('query of the page')}`;
            const { site, tab } = await visit({ html: holesHtml, path });
            await tab.raw?.setViewport(wholePage);
            await tab.run(prepare, secrets);
            await startReplay(site, tab, recorder, {
              replay: { masking: preset, mask: ['.own-secret'], block: ['.own-block'] },
            });
            await recording(tab);
            for (const [id, hole] of typed) await type(tab, id, secretOf(hole));
            await tab.run(change, secrets);
            await until(() => JSON.stringify(recordedEvents(site)).includes('the-end'), 15000);
            const events = recordedEvents(site);
            const text = JSON.stringify(site.receiver.snapshots);
            for (const hole of holes) (table[hole.name] ??= {})[preset] = isOpen(text, hole);
            const open_ = holes.filter((hole) => mustBeClosed(hole, preset) && isOpen(text, hole));
            assert.deepEqual(
              open_.map((hole) => hole.name),
              [],
            );

            if (name === 'chromium')
              await compare(recorder, preset, tab, await open(site.url), events);
          });
        }

        after(() => {
          const mark = (/** @type {boolean} */ leaks) => (leaks ? 'open' : '-');
          console.log(`replay: holes of ${name}, ${recorder}`);
          console.table(
            Object.fromEntries(
              Object.entries(table).map(([hole, row]) => [
                hole,
                Object.fromEntries(presets.map((preset) => [preset, mark(row[preset])])),
              ]),
            ),
          );
        });
      });
    }
  }
});
