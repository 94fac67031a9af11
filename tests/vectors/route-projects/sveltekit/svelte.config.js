export default { kit: { paths: { base: '/lab' } } };
