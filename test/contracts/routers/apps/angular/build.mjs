/** Bundles the app for Angular's compiler in the browser, which needs no other tools. */
import { build } from 'esbuild';

const { APP_MODE } = process.env;
await build({
  entryPoints: ['main.ts'],
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  outdir: 'out',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"', ngDevMode: APP_MODE === 'development' ? 'true' : 'false' },
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
});
