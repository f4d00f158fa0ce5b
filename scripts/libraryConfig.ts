import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, resolve } from 'node:path';
import type { InlineConfig, PluginOption } from 'vite';

interface Manifest {
  exports: Record<string, unknown>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * One library build for every package: its entries are what its manifest exports.
 *
 * The browser package carries the parts of aws-rum-web it is built from inside: that way they are smaller, no bundler
 * keeps session replay by mistake, and Node can import the package (aws-rum-web's ES modules it cannot).
 */
export function libraryConfig(folder: string, outDir: string, plugins: PluginOption[] = []): InlineConfig {
  const manifest = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.keys(manifest.exports)
    // A path with an ending is a file, and no entry.
    .filter((path) => !/\.(json|js)$/.test(path))
    .map((path) => (path === '.' ? 'index' : path.slice(2)));
  if (manifest.bin) entries.push('bin');
  const outside = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
    (name) => !name.startsWith('@aws-rum/'),
  );
  const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
  return {
    root: folder,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins,
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
        // What one bundler leaves to do, the next may not: esbuild makes 0.3 KB less of it this way. It stays readable.
        output: {
          minify: { compress: true, mangle: false, codegen: false },
          // Bundlers keep the name of a file that loads late: by it, the SDK knows its own in the app's performance entries.
          chunkFileNames: `${basename(folder) === 'browser' ? 'dual-rum-sdk-' : ''}[name]-[hash].js`,
        },
        external: (id: string) =>
          builtins.includes(id) || outside.some((name) => id === name || id.startsWith(`${name}/`)),
      },
    },
  };
}
