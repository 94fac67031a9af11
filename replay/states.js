/** States of components, by which style sheets choose: words that say nothing of anybody. */
const states = new Set(
  `true false mixed page step date time on off open closed opened active inactive checked unchecked indeterminate selected visible
  hidden collapsed expanded horizontal vertical top bottom left right start end center none auto light dark sm md lg xl polite
  assertive menu listbox dialog`.split(/\s+/),
);

/** @param {string} text */
export const isState = (text) => text === '' || states.has(text) || /^\d{1,3}$/.test(text);
