const sections = ['news', 'sport'];

export const routes = [
  { path: '/', children: sections.map((section) => ({ path: section })) },
  { path: `/in/${sections[0]}/:id` },
  { path: `/by/${process.pid ? 'author' : ''}/:author` },
];
