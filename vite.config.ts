import { defineConfig } from 'vitest/config';
import { awsRumWeb } from './packages/browser/aws-rum-web/plugin.ts';

/** Packages whose modules the browser package is built from. */
const BUILT_IN = [/\/node_modules\/(@aws-rum|@smithy|@aws-crypto|aws-rum-web|web-vitals)\//];

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        // Unit tests run the code that ships.
        plugins: awsRumWeb(),
        test: {
          name: 'units',
          environment: 'happy-dom',
          include: ['packages/browser/{src,aws-rum-web/replacements}/**/*.test.ts'],
          server: { deps: { inline: BUILT_IN } },
        },
      },
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'packages/{cdk,console}/src/**/*.test.ts',
            'packages/browser/aws-rum-web/*.test.ts',
            'scripts/**/*.test.ts',
            'test/{bench,contracts,release,size,support,types}/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/{e2e,faults}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
