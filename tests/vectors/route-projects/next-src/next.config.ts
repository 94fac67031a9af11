import type { NextConfig } from 'next';

const config: NextConfig = {
  basePath: process.env.BASE_PATH,
  pageExtensions: ['page.tsx'],
};

export default config;
