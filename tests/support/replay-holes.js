/**
 * A page full of holes through which a recording could let a text out, each with a text of its own. `from` is the least strict preset
 * that has to close it; what has none is there to be seen.
 */

/**
 * @typedef {object} Hole
 * @property {string} name
 * @property {string} secret
 * @property {'browser' | 'standard' | 'strict' | null} from
 * @property {string} [html]
 */

let number = 0;
/** @type {(name: string, from: Hole['from'], html?: (secret: string) => string) => Hole} */
const hole = (name, from, html) => {
  const secret = `Zq${(number += 1)}Secret${name.replace(/\W/g, '')}`;
  return { name, from, secret, html: html?.(secret) };
};

/** @type {Hole[]} */
export const holes = [
  hole('text', 'strict', (s) => `<p>${s}</p>`),
  hole(
    'text in SVG',
    'strict',
    (s) => `<svg width="90" height="20"><text y="15">${s}</text></svg>`,
  ),
  hole('[data-sensitive]', 'standard', (s) => `<p data-sensitive>${s}</p>`),
  hole(
    '.data-cell, deep inside',
    'standard',
    (s) => `<div class="data-cell"><b><i>${s}</i></b></div>`,
  ),
  hole('.query-result', 'standard', (s) => `<div class="query-result">${s}</div>`),
  hole('.sql-output', 'standard', (s) => `<div class="sql-output">${s}</div>`),
  hole('code', 'standard', (s) => `<code>${s}</code>`),
  hole('pre', 'standard', (s) => `<pre>${s}</pre>`),
  hole('a selector of the host', 'browser', (s) => `<p class="own-secret">${s}</p>`),
  hole('.ph-mask', 'browser', (s) => `<p class="ph-mask">${s}</p>`),
  hole('.ph-no-capture', 'browser', (s) => `<p class="ph-no-capture">${s}</p>`),
  hole('a block of the host', 'browser', (s) => `<p class="own-block">${s}</p>`),
  hole('password', 'browser', (s) => `<input type="password" id="password" value="${s}">`),
  hole('password that is typed', 'browser', () => '<input type="password" id="typed-password">'),
  hole('password that is shown', 'browser', () => '<input type="password" id="shown-password">'),
  hole('input', 'standard', (s) => `<input value="${s}">`),
  hole('input that is typed', 'standard', () => '<input id="typed-input">'),
  hole('hidden input', 'standard', (s) => `<input type="hidden" value="${s}">`),
  hole('textarea', 'standard', (s) => `<textarea>${s}</textarea>`),
  hole('textarea that is typed', 'standard', () => '<textarea id="typed-area"></textarea>'),
  hole('contenteditable', 'standard', (s) => `<div contenteditable>${s}</div>`),
  hole(
    'contenteditable that is typed',
    'standard',
    () => '<div contenteditable id="typed-editable">-</div>',
  ),
  hole('option', 'standard', (s) => `<select><option>-</option><option>${s}</option></select>`),
  hole('value of an option', 'standard', (s) => `<select><option value="${s}">-</option></select>`),
  hole('label of a submit button', 'standard', (s) => `<input type="submit" value="${s}">`),
  hole('placeholder', 'standard', (s) => `<input placeholder="${s}">`),
  hole('title attribute', 'standard', (s) => `<p title="${s}">-</p>`),
  hole(
    'alt',
    'standard',
    (s) =>
      `<img alt="${s}" width="10" height="10" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`,
  ),
  hole('aria-label', 'standard', (s) => `<p aria-label="${s}">-</p>`),
  hole('data attribute', 'standard', (s) => `<p data-owner="${s}">-</p>`),
  hole('an attribute of its own', 'standard', (s) => `<p x-owner="${s}">-</p>`),
  hole('an attribute that changes', 'standard', () => '<p id="changing">-</p>'),
  hole('path of a link', 'standard', (s) => `<a href="/people/${s}">-</a>`),
  hole('query of a link', 'standard', (s) => `<a href="?q=${s}">-</a>`),
  hole(
    'query of an image',
    'standard',
    (s) => `<img width="10" height="10" src="/pixel.gif?token=${s}">`,
  ),
  hole(
    'query of a srcset',
    'standard',
    (s) => `<img width="10" height="10" srcset="/a.gif?token=${s} 2x">`,
  ),
  hole(
    'query of a poster',
    'standard',
    (s) => `<video width="10" height="10" poster="/p.gif?token=${s}"></video>`,
  ),
  hole('path of an image', 'strict', (s) => `<img width="10" height="10" src="/avatars/${s}.gif">`),
  hole(
    'query in a style',
    'standard',
    (s) => `<p style="background: url(/b.gif?token=${s})">-</p>`,
  ),
  hole(
    'query in a style sheet',
    'standard',
    (s) => `<style>.nothing { background: url("/c.gif?token=${s}") }</style>`,
  ),
  hole(
    'content of a style sheet',
    'strict',
    (s) => `<style>.nobody::after { content: "${s}" }</style>`,
  ),
  hole('comment', 'browser', (s) => `<!-- ${s} -->`),
  hole('script', 'browser', (s) => `<script type="application/json">{"a":"${s}"}</script>`),
  hole(
    'JSON-LD',
    'browser',
    (s) => `<script type="application/ld+json">{"@id":"${s}","@type":"Person"}</script>`,
  ),
  hole('description of the page', 'browser', () => ''),
  hole('title of the page', 'standard', () => ''),
  hole('query of the page', 'browser', () => '<a href="#top">-</a>'),
  hole('path of the page', 'standard', () => ''),
  hole('console', 'browser', () => ''),
  hole('answer of a request', 'browser', () => ''),
  hole('canvas', 'browser', () => '<canvas id="canvas" width="200" height="20"></canvas>'),
  hole('shadow root', 'strict', () => '<div id="shadow"></div>'),
  hole(
    'shadow root of a sensitive element',
    'standard',
    () => '<div id="sensitive-shadow" data-sensitive></div>',
  ),
  hole('input in a shadow root', 'standard', () => '<div id="input-shadow"></div>'),
  hole('frame', 'strict', () => '<iframe id="frame" width="200" height="30"></iframe>'),
  hole(
    'sensitive element in a frame',
    'standard',
    () => '<iframe id="sensitive-frame" width="200" height="30"></iframe>',
  ),
  hole(
    'frame in a sensitive element',
    'standard',
    () => '<div data-sensitive><iframe id="inner-frame" width="200" height="30"></iframe></div>',
  ),
  hole('text that is added', 'strict', () => ''),
  hole('sensitive text that is added', 'standard', () => '<div id="growing" data-sensitive></div>'),
  hole(
    'sensitive text that changes',
    'standard',
    () => '<div id="changing-text" data-sensitive>-</div>',
  ),
  hole('input that is added', 'standard', () => ''),
  hole(
    'frame that is blocked',
    'browser',
    () => '<iframe class="ph-no-capture" id="blocked-frame"></iframe>',
  ),
  hole('text that is added to a frame that is blocked', 'browser', () => ''),
  hole(
    'text that is added to a shadow root that is blocked',
    'browser',
    () => '<div class="own-block" id="blocked-shadow"></div>',
  ),
  hole(
    'text that a sensitive shadow root holds',
    'standard',
    () => '<div data-sensitive id="bare-shadow"></div>',
  ),
  hole(
    'sensitive shadow root in a frame',
    'standard',
    () => '<iframe id="shadow-frame" width="200" height="30"></iframe>',
  ),
  hole(
    'property of a style that is set',
    'strict',
    () => '<style id="set-style">.said::after { content: "-" }</style>',
  ),
  hole(
    'property of a style that has a name of its own',
    'strict',
    (s) => `<p style="--label: '${s}'">-</p>`,
  ),
  hole(
    'query in an image set',
    'standard',
    (s) => `<style>.set { background: image-set("/d.gif?token=${s}" 1x) }</style>`,
  ),
  hole(
    'query in a style that is added to',
    'standard',
    () => '<style id="growing-style">.more {}</style>',
  ),
  hole(
    'attribute with the name data',
    'standard',
    (s) => `<x-table data='[{"n":"${s}"}]'></x-table>`,
  ),
  hole(
    'noscript',
    'standard',
    (s) => `<noscript><img src="/e.gif?token=${s}" alt="${s}"></noscript>`,
  ),
  hole('meta', 'browser', (s) => `<meta name="user-email" content="${s}">`),
  hole('password that is added and shown', 'browser', () => ''),
  hole(
    'password that was shown before',
    'browser',
    () => '<input type="password" autocomplete="current-password" id="shown-before">',
  ),
  hole(
    'password in capitals, shown at once',
    'browser',
    () => '<input type="Password" id="capitals">',
  ),
  hole(
    'masked text of a page in an attribute',
    'browser',
    (s) => `<iframe srcdoc='<p class="ph-mask">${s}</p>'></iframe>`,
  ),
  hole(
    'password of a page in an attribute',
    'browser',
    (s) => `<iframe srcdoc='<input type="password" value="${s}">'></iframe>`,
  ),
  hole(
    'comment of a page in an attribute',
    'browser',
    (s) => `<iframe srcdoc='<!-- ${s} -->'></iframe>`,
  ),
  hole('handler of events', 'browser', (s) => `<p onclick="go('${s}')">-</p>`),
  hole('field that the host masks', 'browser', (s) => `<input class="own-secret" value="${s}">`),
  hole('text area that is marked', 'browser', (s) => `<textarea class="ph-mask">${s}</textarea>`),
  hole(
    'option that the host masks',
    'browser',
    (s) => `<select class="own-secret"><option>${s}</option></select>`,
  ),
  hole(
    'field that is typed in what the host masks',
    'browser',
    () => '<div class="own-secret"><input id="typed-inside"></div>',
  ),
  hole('query of an object', 'browser', (s) => `<object data="/d.gif?token=${s}"></object>`),
  hole('meta that changes', 'browser', () => '<meta id="meta" name="user" content="-">'),
  hole(
    'style of a frame that is blocked',
    'browser',
    () => '<iframe class="ph-no-capture" id="styled-frame"></iframe>',
  ),
  hole('rule that is added to the style of a frame that is blocked', 'browser', () => ''),
  hole('field of a role', 'standard', (s) => `<div role="textbox">${s}</div>`),
  hole(
    'word of a component',
    'standard',
    (s) =>
      `<x-combobox selected="${s}" size="${s}" type="${s}" role="${s}" rr_width="${s}"></x-combobox>`,
  ),
  hole('path of a canonical link', 'standard', (s) => `<link rel="canonical" href="/people/${s}">`),
  hole('query of an import', 'standard', (s) => `<style>@import "/i.css?token=${s}";</style>`),
  hole('custom property without quotes', 'strict', (s) => `<p style="--label: ${s} Example">-</p>`),
  hole(
    'text that a selector asks for',
    'strict',
    (s) => `<style>[title="${s}"] { color: red }</style>`,
  ),
  hole('comment in a style', 'strict', () => '<style id="commented">.commented {}</style>'),
  hole(
    'text behind an escaped quote',
    'strict',
    (s) => `<style>.q\\"q { color: red } .u::after { content: "${s}" }</style>`,
  ),
];

/** No secrets, but what makes recorders write the path of the page, which is one. */
const relative = `<img width="9" src="relative.png"><img width="9" src="?v=1"><p style="background: url(relative.gif)">-</p>
<style>.relative { background: url(relative.jpg); fill: url(#part) }</style>
<svg width="9" height="9"><circle r="4" style="fill: url(#part)"/><rect id="clipped" width="5" height="5"/></svg>`;

/** @param {string} name */
export const secretOf = (name) => holes.find((one) => one.name === name)?.secret ?? '';

/** Each hole in a box of its own, of which the id is `hole-` and its place in the list. */
export const holesHtml = [
  ...holes.map(({ html }, i) => html && `<div id="hole-${i}">${html}</div>`),
  relative,
]
  .filter(Boolean)
  .join('\n');
