import { createBrowserRouter } from 'react-router';
import { adminRoutes } from '@/admin';
import { legacy, paths } from './paths';
import { Home } from './home';

const settings = { path: paths.settings.root, lazy: () => import('./settings') };

export const router = createBrowserRouter(
  [
    {
      path: '/',
      element: <Home />,
      children: [
        { index: true, element: <Home /> },
        { path: 'about?', element: <Home /> },
        {
          element: <Home />,
          children: [
            { path: 'login', element: <Home /> },
            { path: `${paths.users}/:user-id`, element: <Home /> },
          ],
        },
        {
          path: 'teams',
          children: [
            { path: ':teamId/:tab?', element: <Home /> },
            { path: '/teams/new', element: <Home /> },
          ],
        },
        { ...settings, children: [{ path: paths.settings.profile }] },
        { path: 'files/*', element: <Home /> },
        { path: 'größe', element: <Home /> },
        ...(import.meta.env.DEV ? [{ path: 'debug', element: <Home /> }] : []),
        import.meta.env.DEV && { path: 'playground', element: <Home /> },
      ],
    },
    ...adminRoutes,
    ...legacy.filter(Boolean),
    { path: '*', element: <Home /> },
  ],
  { basename: '/app' },
);
