import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The console's page. `npm run build -- console` puts it into the package's `dist/page`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  // Vue's options API is not used here, and devtools have no place in it.
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    target: 'es2022',
    outDir: resolve(import.meta.dirname, '../dist/page'),
    emptyOutDir: true,
    // No inline data: the page's policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
