/** Plays a recording, so that it can be looked at. Runs in the browser only. */
import { Replayer } from '@rrweb/replay';

/**
 * Shows the last moment of a recording at the corner of the page, and nothing else.
 * @param {any[]} events
 */
export async function showLast(events) {
  document.body.replaceChildren();
  document.body.style.margin = '0';
  const style = document.createElement('style');
  style.textContent =
    '.replayer-mouse, .replayer-mouse-tail { display: none } iframe { border: 0; position: absolute; inset: 0 }';
  document.head.append(style);
  const replayer = new Replayer(events, {
    root: document.body,
    mouseTail: false,
    showWarning: false,
  });
  const last = events[events.length - 1].timestamp - events[0].timestamp;
  replayer.pause(last);
  await new Promise((resolve) => void setTimeout(resolve, 500));
  replayer.iframe.style.display = 'block';
}

/**
 * @typedef {object} Region a box of a hole, as it is seen
 * @property {string} id
 * @property {string} text with what fields, shadow roots and frames show
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 */

/** @returns {Region[]} of what is played, or of the page itself */
export function regionsOf() {
  const player = /** @type {HTMLIFrameElement | null} */ (
    document.querySelector('.replayer-wrapper iframe')
  );
  const of = player?.contentDocument ?? document;
  return Array.from(of.querySelectorAll('[id^="hole-"]'), (box) => {
    const { x, y, width, height } = box.getBoundingClientRect();
    return { id: box.id, text: shownIn(box), x, y, width, height };
  });
}

/** @param {any} element of any frame @returns {string} */
function shownIn(element) {
  const inner = [...element.querySelectorAll('*')];
  const fields = inner.map(({ type, value }) =>
    typeof value === 'string' && type !== 'hidden' ? value : '',
  );
  const roots = [element, ...inner].flatMap(({ shadowRoot }) => [...(shadowRoot?.children ?? [])]);
  const frames = inner.flatMap(({ contentDocument }) => contentDocument?.body ?? []);
  return [element.innerText, ...fields, ...[...roots, ...frames].map(shownIn)].join(' ').trim();
}

/**
 * How much two pictures of a page differ, as a whole and in some regions.
 * @param {string} one a PNG as a data URL
 * @param {string} other
 * @param {[Region, Region][]} regions of the one and of the other
 * @returns {Promise<{whole: number, regions: number[]}>} shares of the points
 */
export async function differences(one, other, regions) {
  const [a, b] = await Promise.all([one, other].map(pictureOf));
  const everything = { x: 0, y: 0, width: a.width, height: a.height };
  return {
    whole: share(a, everything, b, everything),
    regions: regions.map(([inOne, inOther]) => share(a, inOne, b, inOther)),
  };
}

/** @typedef {Pick<Region, 'x' | 'y' | 'width' | 'height'>} Box */

/** @type {(one: ImageData, inOne: Box, other: ImageData, inOther: Box) => number} of the points that differ visibly */
function share(one, inOne, other, inOther) {
  const width = Math.floor(inOne.width);
  const height = Math.floor(inOne.height);
  let differing = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const a = pointOf(one, inOne, x, y);
      const b = pointOf(other, inOther, x, y);
      if (a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) > 48) differing++;
    }
  }
  return differing / Math.max(1, width * height);
}

/** @type {(picture: ImageData, box: Box, x: number, y: number) => number[]} */
function pointOf({ data, width }, box, x, y) {
  const at = 4 * ((Math.round(box.y) + y) * width + Math.round(box.x) + x);
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** @param {string} url @returns {Promise<ImageData>} */
async function pictureOf(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}
