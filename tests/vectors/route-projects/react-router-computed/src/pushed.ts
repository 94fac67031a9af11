export const routes = [{ path: '/first' }];

routes.push({ path: '/second' });
