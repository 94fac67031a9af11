/** What the tests of modes and of people have in common: choices, and events that are known again by a number. */

export const identified = { anonymizeUsageData: false };
export const anonymized = { anonymizeUsageData: true };
export const off = { shareUsageData: false };

/**
 * Runs in the page: chooses, captures one event and waits for the answer.
 * @param {import('./browser.js').Page} page
 * @param {object} settings
 * @param {number} number by which the event is known again
 */
export async function chooseAndCapture(page, settings, number) {
  page.analytics.setSettings(settings);
  page.analytics.capture('app displayed', { file_count: number });
  await page.analytics.flush();
  return page.analytics.mode();
}

/** @param {import('./ingestion.js').StoredEvent[]} rows */
export const byNumber = (rows) =>
  Object.fromEntries(
    rows
      .filter(({ event }) => event !== '$identify')
      .map((row) => [row.properties.file_count, row.distinct_id]),
  );
