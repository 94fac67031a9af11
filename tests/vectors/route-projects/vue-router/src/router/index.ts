import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import Home from '../home.vue';

const account: RouteRecordRaw = {
  path: '/account',
  alias: ['/me', '/profile/:name'],
  component: Home,
  children: [
    { path: '', name: 'account', component: Home },
    { path: 'orders/:order(\\d+)', alias: 'purchases/:order', component: Home },
    { path: '/sign-out', component: Home },
  ],
};

const router = createRouter({
  history: createWebHistory('/store/'),
  routes: [
    { path: '/', component: Home },
    account,
    { path: '/start', redirect: '/' },
    { path: '/old', redirect: '/', children: [{ path: 'kept', component: Home }] },
    { path: '/shelves', children: [{ path: ':shelf', component: Home }] },
    { path: '/books/:tab(all|new|used)?', component: Home },
    { path: '/books/:isbn([0-9-]{10,})', component: Home },
    { path: '/:lang(en|de)/help', component: Home },
    { path: '/read/:chapters+', component: Home },
    { path: '/browse/:tags*', component: Home },
    { path: '/raw/:file(.+)', component: Home },
    { path: '/v-:major.:minor', component: Home },
    { path: '/time\\:zone', component: Home },
    { path: '/:pathMatch(.*)*', name: 'not found', component: Home },
  ],
});

router.addRoute({ path: '/late', component: Home });

export default router;
