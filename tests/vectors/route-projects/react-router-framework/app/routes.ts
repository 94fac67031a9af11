import {
  index,
  layout,
  prefix,
  relative,
  route as page,
  type RouteConfig,
} from '@react-router/dev/routes';
import { flatRoutes } from '@react-router/fs-routes';

const { route } = relative('./team');

export default [
  index('./home.tsx'),
  page('about', './about.tsx'),
  layout('./auth/layout.tsx', [
    page('login', './auth/login.tsx'),
    page('register/:plan?', './auth/register.tsx', { id: 'register' }),
  ]),
  ...prefix('concerts', [
    index('./concerts/home.tsx'),
    page(':city', './concerts/city.tsx', [index('./concerts/today.tsx'), page('map', './map.tsx')]),
    layout('./concerts/layout.tsx', { id: 'concerts' }, [
      page('trending', './concerts/trending.tsx'),
    ]),
  ]),
  route('team', './team.tsx', [route('members', './members.tsx')]),
  page('health', './health.ts'),
  page('files/*', './files.tsx'),
  ...(await flatRoutes({ rootDirectory: 'pages' })),
] satisfies RouteConfig;
