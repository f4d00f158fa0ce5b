import type { NextConfig } from 'next';

const config: NextConfig = {
  // The checkout around it is no part of the app.
  turbopack: { root: process.cwd() },
};
export default config;
