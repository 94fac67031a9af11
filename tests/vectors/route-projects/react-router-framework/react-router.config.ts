import type { Config } from '@react-router/dev/config';

export default { basename: '/portal', ssr: true } satisfies Config;
