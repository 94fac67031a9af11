/** Elements without a framework. */

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, any>} Attributes `on…` functions listen; `true` and `false` set and leave out */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (name === 'value') Reflect.set(element, name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  fill(element, ...children);
  return element;
}

/**
 * Replaces what an element holds.
 *
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  const nodes = children.flat().filter((child) => child !== null && child !== false);
  element.replaceChildren(
    ...nodes.flatMap((child) =>
      child === undefined ? [] : [child instanceof Node ? child : String(child)],
    ),
  );
}

/** Paths on a grid of 24. */
const ICONS = {
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9',
  agents:
    'M8 9h8a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3v-4a3 3 0 0 1 3-3Zm4 0V5m-2.5 9v.01m5-.01v.01',
  library: 'M5 5h5v14H5zm5 0h4v14h-4zm4.5.6 3.8-1 3.2 13.4-3.8 1z',
  reviews: 'M5 12.5l4.5 4.5L19 7.5',
  settings: 'M5 8h8m4 0h2M5 16h2m4 0h8M15 6v4M9 14v4',
  plus: 'M12 5v14M5 12h14',
  panel: 'M4 5h16v14H4zM14.5 5v14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M12 19V5m-6 6 6-6 6 6',
  chevron: 'm9 6 6 6-6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  warning: 'M12 4 3 19h18zM12 10v4m0 2.5v.01',
  app: 'M5 5h6v6H5zm8 0h6v6h-6zM5 13h6v6H5zm8 0h6v6h-6z',
  spark: 'M12 4v4m0 8v4m-8-8h4m8 0h4M7 7l2 2m6 6 2 2M7 17l2-2m6-6 2-2',
  plug: 'M9 4v5m6-5v5M6.5 9h11v3a5.5 5.5 0 0 1-11 0zM12 17.5V21',
  out: 'M14 5h5v14h-5M4 12h10m-3.5-3.5L14 12l-3.5 3.5',
};

/**
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement} decoration; what it means stands beside it as text
 */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A switch with its name and a sentence.
 *
 * @param {string} label
 * @param {string} hint
 * @param {boolean} checked
 * @param {(checked: boolean) => void} onChange
 */
export function toggle(label, hint, checked, onChange) {
  const input = h('input', {
    type: 'checkbox',
    role: 'switch',
    checked,
    onchange: () => onChange(input.checked),
  });
  return h(
    'label',
    { class: 'toggle' },
    h(
      'span',
      { class: 'toggle-text' },
      h('span', { class: 'toggle-label' }, label),
      h('span', { class: 'hint' }, hint),
    ),
    input,
  );
}
