/** PRIVACY.md: a title, the contents with the events by category, the sections. */
import { quoted } from '../plan-words.js';
import { createAnchors, plain } from './markdown.js';
import { sectionsOf } from './sections.js';

/** @typedef {import('./describe-plan.js').PlanDocument} PlanDocument */
/** @typedef {import('./sections.js').Section & {link: string}} Linked */

/** @param {PlanDocument} document @param {Linked[]} sections */
function contentsOf({ categories }, sections) {
  const links = new Map(sections.map(({ heading, link }) => [heading, link]));
  const byCategory = categories.map(({ name, events }) => {
    const row = events.map((event) => links.get(event)).join(', ');
    return `  - ${plain(name) || 'without a category'}: ${row}`;
  });
  return sections
    .filter(({ isEvent }) => !isEvent)
    .flatMap(({ heading, link }) => [`- ${link}`, ...(heading === 'Events' ? byCategory : [])])
    .join('\n');
}

/**
 * @param {PlanDocument} document
 * @returns {string} Markdown
 */
export function writeDocument(document) {
  const { plan } = document;
  const anchor = createAnchors();
  const title = `What ${plan.name} tells of its use`;
  anchor(title);
  const sections = sectionsOf(document).map((section) => ({
    ...section,
    link: `[${plain(section.heading)}](#${anchor(section.heading)})`,
  }));
  const source = `Written by \`second-analytics docs\` from the tracking plan ${quoted(plan.name)}, version ${plan.version}, fingerprint \`${plan.fingerprint}\`.`;
  const pieces = [
    `# ${plain(title)}`,
    source,
    plain(plan.description),
    contentsOf(document, sections),
    ...sections.map(({ heading, body, isEvent }) => {
      return `${isEvent ? '###' : '##'} ${plain(heading)}\n\n${body}`;
    }),
  ];
  return `${pieces.filter(Boolean).join('\n\n')}\n`;
}
