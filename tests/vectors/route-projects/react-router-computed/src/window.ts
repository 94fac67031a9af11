export const routes = [{ path: window.location.pathname }];
