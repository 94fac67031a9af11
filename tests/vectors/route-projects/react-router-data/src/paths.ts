const users = 'users';

export const paths = {
  users,
  settings: { root: 'settings', profile: 'pro' + 'file' },
} as const;

export const legacy = [{ path: '/old/:lang?/start' }, null];
