import type { RouteObject } from 'react-router';

export const adminRoutes = [
  {
    path: '/admin',
    children: [{ index: true }, { path: 'audit/:entry', children: [{ path: 'raw' }] }],
  },
] satisfies RouteObject[];
