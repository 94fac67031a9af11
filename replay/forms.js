/** The forms that values of attributes have where they say nothing but how a page looks. */

const words = (/** @type {string} */ text) => new Set(text.split(/\s+/));

const keywords = words(
  `left right center justify top middle bottom baseline start end ltr rtl auto soft hard off none all nonzero evenodd butt round
  square miter bevel userSpaceOnUse objectBoundingBox pad reflect repeat non-scaling-stroke modal non-modal played paused pause play
  seeked volumechange ratechange currentColor context-fill context-stroke until-found`,
);
const types = words(
  `text search tel url email password date month week time datetime-local number range color checkbox radio file submit reset button
  image hidden menu module text/css text/javascript application/json application/ld+json disc circle square decimal a A i I 1`,
);
const roles = words(
  `alert alertdialog application article banner button cell checkbox columnheader combobox complementary contentinfo definition dialog
  directory document feed figure form generic grid gridcell group heading img image link list listbox listitem log main marquee math
  menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio
  radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status switch tab table tablist
  tabpanel term textbox timer toolbar tooltip tree treegrid treeitem`,
);
const relations = words(
  `stylesheet icon shortcut apple-touch-icon mask-icon preload modulepreload prefetch preconnect dns-prefetch canonical alternate
  manifest nofollow noopener noreferrer external author license next prev search`,
);
const queries = words(
  `all screen print and not or only width height min-width max-width min-height max-height resolution min-resolution max-resolution
  orientation landscape portrait prefers-color-scheme dark light prefers-reduced-motion reduce no-preference hover none pointer fine
  coarse any-hover any-pointer`,
).add('');

const number = /^[+-]?[\d.]+(e-?\d+)?(px|r?em|ex|ch|v[hw]|pt|pc|[cm]m|in|fr|deg|%|\*)?$/i;
const colour =
  /^(#[\da-f]{3,8}|(rgb|hsl)a?\([\d\s.,%/]+\)|none|currentcolor|transparent|inherit|black|white|red|green|blue|gr[ae]y|silver)$/i;

/** What a value has to be, by form. @type {Record<string, (value: string) => boolean>} */
const forms = {
  name: () => true, // classes and ids: what a page writes into them is not covered
  flag: (value) => value === 'true' || value === 'until-found' || keywords.has(value),
  number: (value) => number.test(value),
  numbers: (value) => value.split(/[\s,;]+/).every((one) => one === '' || number.test(one)),
  keyword: (value) =>
    value
      .split(/\s+/)
      .every(
        (one) =>
          keywords.has(one) ||
          number.test(one) ||
          /^x(Mi[dn]|Max)Y(Mi[dn]|Max)$|^meet$|^slice$/.test(one),
      ),
  colour: (value) => colour.test(value),
  path: (value) => /^(?:[mlhvcsqta](?![a-z])|z|e(?=[+-]?\d)|[\d\s.,+-])*$/i.test(value),
  transform: (value) =>
    /^(?:(?:matrix|translate|scale|rotate|skew[XY])\(|[\d\s.,+e)-])*$/.test(value),
  type: (value) => types.has(value.toLowerCase()) || types.has(value),
  role: (value) => value.split(/\s+/).every((one) => roles.has(one)),
  relation: (value) => value.split(/\s+/).every((one) => relations.has(one.toLowerCase())),
  language: (value) => /^[a-z]{2,3}(-[a-z\d]{2,8}){0,3}$/i.test(value),
  media: (value) =>
    value.split(/[\s():,<>=/]+/).every((one) => queries.has(one) || number.test(one)),
  namespace: (value) => /^http:\/\/www\.w3\.org\/[\w/.-]+$/.test(value),
};

/** @type {Record<string, string>} */
const namesOf = {
  name: 'class id slot',
  flag: 'checked disabled hidden inert multiple open readonly required selected rr_mediaLoop rr_mediaMuted',
  number: `border cellpadding cellspacing cols colspan cx cy fx fy height markerHeight markerWidth offset opacity fill-opacity pathLength
    r refX refY rowspan rows rr_height rr_mediaCurrentTime rr_mediaPlaybackRate rr_mediaVolume rr_scrollLeft rr_scrollTop rr_width rx
    ry size span stop-opacity stroke-dashoffset stroke-miterlimit stroke-opacity stroke-width tabindex width x x1 x2 y y1 y2`,
  numbers: 'points stroke-dasharray viewBox',
  keyword: `align clip-rule dir fill-rule gradientUnits orient patternUnits preserveAspectRatio rr_mediaState rr_open_mode spreadMethod
    stroke-linecap stroke-linejoin text-anchor valign vector-effect wrap`,
  colour: 'bgcolor fill stop-color stroke',
  path: 'd',
  transform: 'gradientTransform transform',
  type: 'type',
  role: 'role',
  relation: 'rel',
  language: 'lang',
  media: 'media',
  namespace: 'xmlns',
};

const formOf = new Map(
  Object.entries(namesOf).flatMap(([form, names]) =>
    names.split(/\s+/).map((name) => /** @type {const} */ ([name, forms[form]])),
  ),
);

/**
 * @param {string} name of an attribute
 * @param {string} value
 * @returns {boolean | null} whether it has the form that a layout needs; null where a layout does not need the attribute
 */
export function fitsLayout(name, value) {
  const fits = formOf.get(name);
  return fits ? fits(value) || value.toLowerCase() === name : null;
}
