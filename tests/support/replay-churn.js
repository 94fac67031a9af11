/** A page that changes more than a recorder can follow: 10,000 rows. Its functions run in the page. */

export const churnHtml = '<table><tbody id="rows"></tbody></table>';

/** @param {unknown} _page */
export function fillTable(_page) {
  const rows = /** @type {HTMLElement} */ (document.getElementById('rows'));
  rows.innerHTML = Array.from({ length: 10000 }, (_, i) => `<tr><td>${i}</td><td>0</td></tr>`).join(
    '',
  );
}

/**
 * Changes many rows in each frame, by text, by attribute and by replacing them, and counts frames and long tasks.
 * @param {unknown} _page
 * @param {number} ms
 * @param {number} each rows a frame
 * @returns {Promise<{frames: number, longTasks: number, blockedMs: number}>}
 */
export async function churn(_page, ms, each) {
  const rows = /** @type {HTMLElement} */ (document.getElementById('rows'));
  let longTasks = 0;
  let blockedMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      longTasks++;
      blockedMs += duration - 50;
    }
  });
  try {
    observer.observe({ type: 'longtask' });
  } catch {
    // Chromium alone tells of them.
  }
  let frames = 0;
  let at = 0;
  const beganMs = performance.now();
  while (performance.now() - beganMs < ms) {
    for (let i = 0; i < each; i++) {
      at = (at + 1) % rows.children.length;
      const row = /** @type {HTMLTableRowElement} */ (rows.children[at]);
      if (i % 3 === 0) row.replaceWith(row.cloneNode(true));
      else if (i % 3 === 1) row.className = `c${frames % 7}`;
      else row.cells[1].replaceChildren(String(frames));
    }
    frames++;
    await new Promise((resolve) => void requestAnimationFrame(resolve));
  }
  observer.disconnect();
  return { frames, longTasks, blockedMs: Math.round(blockedMs) };
}
