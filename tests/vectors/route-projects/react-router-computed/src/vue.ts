export default { options: { routes: [{ path: '/:id', name: 'one' }], history: { base: '/base' } } };
