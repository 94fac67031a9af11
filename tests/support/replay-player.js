/** Plays a recording, so that it can be looked at. Runs in the browser only. */
import { Replayer } from '@rrweb/replay';

/**
 * Shows the last moment of a recording at the corner of the page, and nothing else.
 * @param {any[]} events
 * @returns {Promise<string>} the text that is seen of it
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
  return replayer.iframe.contentDocument?.body.innerText ?? '';
}

/**
 * @param {string} one a PNG as a data URL
 * @param {string} other
 * @returns {Promise<number>} the share of points that differ visibly
 */
export async function difference(one, other) {
  const [a, b] = await Promise.all([one, other].map(pixelsOf));
  let differing = 0;
  for (let i = 0; i < a.length; i += 4) {
    const distance =
      Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]);
    if (distance > 48) differing++;
  }
  return differing / (a.length / 4);
}

/** @param {string} url */
async function pixelsOf(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height).data;
}
