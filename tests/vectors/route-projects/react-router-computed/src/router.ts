import Home from './home.vue';

export const router = {
  basename: '/live',
  routes: ['now', 'next'].map((path) => ({
    path,
    component: Home,
    handle: { secret: 'not told' },
  })),
};

console.log('not part of the output');
