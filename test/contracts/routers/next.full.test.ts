import { describe } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { useSuite } from '../../support/sdk/suite.ts';
import { next } from './adapters.ts';
import { routerContract } from './contract.ts';
import { missingFor, startApp, type BuiltApp } from './startApp.ts';

const NEXT = 'node_modules/next/dist/bin/next';

const app: BuiltApp = {
  name: 'next',
  dependencies: {
    next: '16.4.6',
    react: '19.3.1',
    'react-dom': '19.3.1',
    typescript: '6.0.3',
    '@types/node': '20.19.43',
    '@types/react': '19.3.0',
    '@types/react-dom': '19.3.0',
  },
  shared: 'app/contract',
  files: {
    'app/page-views.tsx': 'examples/snippets/next-page-views.tsx',
    'app/error-page.tsx': 'examples/snippets/next-error.tsx',
  },
  env: { NEXT_TELEMETRY_DISABLED: '1' },
  build: [NEXT, 'build'],
  serve: (port) => [NEXT, 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
};

const why = missingFor(app);

describe.skipIf(why !== undefined && unavailable('Next.js', why))('a built app', () => {
  routerContract(
    next,
    useSuite(() => startApp(app)),
  );
});
