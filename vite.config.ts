import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { awsRumWeb } from './packages/browser/aws-rum-web/plugin.ts';

/** Packages whose modules the browser package is built from. */
const BUILT_IN = [/\/node_modules\/(@aws-rum|@smithy|@aws-crypto|aws-rum-web|web-vitals)\//];

/** Bundles for Lambda run as they are, and not through Vite. */
const AS_DEPLOYED = { deps: { external: [/\/dist\/functions\//] } };

/** Browsers mostly wait for timers and servers: more of them at once than there are cores, after what is bound by the cores. */
const WAITING = { maxWorkers: 3, sequence: { groupOrder: 1 } };

/** Suites leave nothing behind in their process: what they use is loaded once for each worker, which takes half the time. */
const TOGETHER = { isolate: false };

/** Takes long: `npm run test:full`. */
const LONG = '**/*.full.test.ts';
/** Unit tests of what tests are made of. */
const OF_TESTS = ['scripts', 'test/{bench,size,support,types}', 'test/e2e/fidelity/{journey,judge}'].map(
  (folder) => `${folder}/**/*.test.ts`,
);

/** `npm test` runs all but `full`, `npm run test:unit` the first two, `npm run test:full` the last. */
export default defineConfig({
  test: {
    reporters: ['default'],
    // One for each core of the smallest machine; Vitest's default would be one less.
    maxWorkers: 2,
    projects: [
      {
        // Unit tests run the code that ships.
        plugins: awsRumWeb(),
        test: {
          name: 'units',
          environment: 'happy-dom',
          // A third of the time that a process and a DOM for each file take.
          pool: 'vmThreads',
          include: ['packages/browser/{src,aws-rum-web/replacements}/**/*.test.ts'],
          testTimeout: 60_000,
          server: { deps: { inline: BUILT_IN } },
        },
      },
      {
        // Unit tests need no build.
        resolve: { alias: { '@dual-rum/queries': resolve(import.meta.dirname, 'packages/queries/src/index.ts') } },
        test: {
          name: 'node',
          environment: 'node',
          ...TOGETHER,
          include: [
            'packages/{cdk,console,identity-events,queries}/src/**/*.test.ts',
            'packages/console/page/**/*.test.ts',
            'packages/browser/aws-rum-web/*.test.ts',
            ...OF_TESTS,
          ],
          exclude: [LONG],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'contracts',
          ...TOGETHER,
          environment: 'node',
          include: ['test/{contracts,release}/**/*.test.ts'],
          server: AS_DEPLOYED,
          exclude: [LONG],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          ...TOGETHER,
          environment: 'node',
          ...WAITING,
          include: ['test/{differential,e2e,faults}/**/*.test.ts'],
          exclude: [LONG, ...OF_TESTS],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'full',
          environment: 'node',
          include: [`test/${LONG}`, `packages/identity-events/src/${LONG}`],
          server: AS_DEPLOYED,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 1_200_000,
        },
      },
    ],
  },
});
