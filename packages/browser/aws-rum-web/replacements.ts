export interface Replacement {
  /** A file of a package as the build resolves it, or a whole package of which the build reads one file. */
  original: string;
  /** A file of this folder, or a file of the same package. */
  by: string;
  why: string;
}

/** Modules that the build puts in the place of others. */
export const REPLACEMENTS: Replacement[] = [
  {
    original: '@aws-rum/web-core/dist/es/dispatch/Dispatch.js',
    by: './replacements/Dispatch.ts',
    why: 'Batches are handed over to our transport: there is nothing left to time, to retry or to sign.',
  },
  {
    original: '@aws-rum/web-core/dist/es/plugins/event-plugins/PageViewPlugin.js',
    by: './replacements/PageViewPlugin.ts',
    why: 'Our own `observePageViews.ts` observes the history, on the same patch as the rest.',
  },
  {
    original: '@aws-rum/web-core/dist/es/plugins/PluginManager.js',
    by: './replacements/PluginManager.ts',
    why: 'The same without names that no plugin has, in the syntax that browsers have by now.',
  },
  {
    original: '@aws-rum/web-core/dist/es/utils/common-utils.js',
    by: './replacements/commonUtils.ts',
    why: 'The same as patterns instead of loops over lists.',
  },
  {
    original: '@aws-rum/web-core/dist/es/utils/cookies-utils.js',
    by: './replacements/cookiesUtils.ts',
    why: 'The same in fewer steps. The original removes no cookie that is secure.',
  },
  {
    original: '@aws-crypto/sha256-js/build/module/constants.js',
    by: './replacements/sha256Constants.ts',
    why: '64 random-looking numbers do not compress. The code that computes them takes a quarter of their bytes.',
  },
  {
    original: 'uuid',
    by: './replacements/uuid.ts',
    why: 'Browsers make UUIDs themselves.',
  },
  {
    original: 'web-vitals/dist/web-vitals.attribution.js',
    by: 'web-vitals/dist/modules/attribution/index.js',
    why: 'The same in many modules: one of them can be replaced, and those that are not used are left out.',
  },
  {
    original: 'web-vitals/dist/modules/lib/whenIdle.js',
    by: './replacements/whenIdle.ts',
    why: 'web-vitals 4 leaves a listener behind for every interaction.',
  },
  {
    original: 'web-vitals/dist/modules/lib/polyfills/firstInputPolyfill.js',
    by: './replacements/firstInputPolyfill.ts',
    why: 'It measures the first input delay again after a return from the back/forward cache. INP, which took its place, does.',
  },
];
