import { resolve } from 'node:path';
import type { InlineConfig, PluginOption } from 'vite';

/**
 * The browser package as one file for a script tag, a module and a plain script: nothing to resolve, nothing that loads later, for the
 * oldest browsers that the package promises.
 *
 * No bundler follows that says what `process.env.NODE_ENV` is, so this one says that it is production.
 */
export function scriptConfig(folder: string, outDir: string, plugins: PluginOption[]): InlineConfig {
  return {
    root: folder,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins,
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      target: ['chrome94', 'edge94', 'firefox93', 'safari15.4'],
      sourcemap: true,
      outDir,
      emptyOutDir: false,
      lib: {
        entry: resolve(folder, 'src/script.ts'),
        name: 'DualRum',
        formats: ['es', 'iife'],
        fileName: (format) => `dual-rum.${format === 'es' ? 'esm' : format}.js`,
      },
      rolldownOptions: { output: { minify: true, codeSplitting: false } },
    },
  };
}
