/**
 * How often pointer, scrolling and media are looked at, in ms, by pace.
 * @type {Record<import('./types.js').Pace, {mousemove?: boolean, scroll?: number, media?: number, input?: 'last'}>}
 */
export const sampling = {
  full: {},
  slow: { mousemove: false, scroll: 1000, media: 2000, input: 'last' },
};
