import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

interface Manifest {
  exports: Record<string, unknown>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * Parts of aws-rum-web that never run in the SDK, and so need not be shipped: its own way of sending (delivery.ts takes
 * its place), the library it patches with (patch.ts), its log, and the signing of event streams.
 */
const REPLACED: [RegExp, string][] = [
  [
    /dispatch\/(Fetch|Beacon|Retry)HttpHandler\.js$/,
    'export class FetchHttpHandler {} export class BeaconHttpHandler {} export class RetryHttpHandler {}',
  ],
  [/node_modules\/shimmer\/index\.js$/, 'export const wrap = () => {}; export const unwrap = () => {};'],
  [/utils\/InternalLogger\.js$/, 'export class InternalLogger { static configure() {} }'],
  [/\0DataPlaneClient$/, 'export class DataPlaneClient {}'],
  // One async function of the hash, compiled for browsers that had none: all it does is return.
  [
    /node_modules\/tslib\//,
    'export const __awaiter = async (self, a, p, body) => body.call(self); export const __generator = (self, body) => body.call(self)[1];',
  ],
  [/signature-v4\/dist-es\/HeaderFormatter\.js$/, 'export class HeaderFormatter {}'],
];

/**
 * One library build for every package: its entries are what its manifest exports.
 *
 * The browser package carries the parts of aws-rum-web it is built from inside: that way they are smaller, no bundler
 * keeps session replay by mistake, and Node can import the package (aws-rum-web's ES modules it cannot).
 */
export function libraryConfig(folder: string, outDir: string) {
  const manifest = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.keys(manifest.exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => (path === '.' ? 'index' : path.slice(2)));
  if (manifest.bin) entries.push('bin');
  const outside = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
    (name) => !name.startsWith('@aws-rum/'),
  );
  const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
  return defineConfig({
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'replaced',
        enforce: 'pre',
        // The data plane client is needed late, and only by the SDK's own delivery.
        resolveId: (id, importer) =>
          id === './DataPlaneClient' && importer?.endsWith('Dispatch.js') ? '\0DataPlaneClient' : null,
        load: (id) => REPLACED.find(([module]) => module.test(id))?.[1],
      },
    ],
    build: {
      target: 'es2022',
      minify: false,
      sourcemap: true,
      outDir,
      lib: {
        entry: Object.fromEntries(entries.map((name) => [name, resolve(folder, `src/${name}.ts`)])),
        formats: ['es'],
      },
      rolldownOptions: {
        external: (id: string) =>
          builtins.includes(id) || outside.some((name) => id === name || id.startsWith(`${name}/`)),
        treeshake: {
          // With the calls go their texts, 1.2 KB.
          manualPureFunctions: ['debug', 'info', 'warn', 'error'].map((level) => `InternalLogger.${level}`),
        },
      },
    },
  });
}

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'units',
          environment: 'happy-dom',
          include: ['packages/browser/src/**/*.test.ts'],
          server: { deps: { inline: [/@aws-rum/, /aws-rum-web/] } },
        },
      },
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['packages/console/src/**/*.test.ts', 'test/{contracts,types,release}/**/*.test.ts'],
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
