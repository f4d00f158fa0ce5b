import { resolve } from 'node:path';
import { useSuite } from '../../support/sdk/suite.ts';
import { browserRouter, reactRouter } from './adapters.ts';
import { routerContract } from './contract.ts';

// While developing, React's strict mode renders twice and runs effects twice.
for (const mode of ['development', 'production'] as const) {
  const page = (name: string) => useSuite(resolve(import.meta.dirname, 'pages', name), { mode });
  routerContract({ ...browserRouter, name: `${browserRouter.name}, ${mode}` }, page('browserRouter.ts'));
  if (mode === 'development')
    routerContract({ ...reactRouter, name: `${reactRouter.name}, ${mode}` }, page('react.ts'));
}
