/** What an application may pay for, in bytes of `gzip -9` of minified code. A budget is a promise: lower it, never raise it. */
export const budgets = {
  /** The entry and everything it imports statically: what every page load pays. */
  upFront: { 'vite module': 29_000, 'vite commonjs': 29_700, 'esbuild module': 29_200, 'esbuild commonjs': 30_000 },
  /** The above, the signing code and the identity pool client: all that the first signed PutRumEvents waits for. */
  beforeFirstDispatch: {
    'vite module': 36_000,
    'vite commonjs': 37_100,
    'esbuild module': 36_600,
    'esbuild commonjs': 37_600,
  },
  /** What `./vue` adds up front. */
  vue: 700,
  /** What `./nuxt` adds up front. */
  nuxt: 800,
  /** What `./react` adds up front with a data router of react-router, and with its hooks alone. */
  react: 750,
  reactHooks: 500,
  /** What `./angular` adds up front. */
  angular: 400,
  /** What each of `./auth0`, `./cognito` and `./oidc` adds up front. */
  signIn: 2_000,
  /** Each of the two files for script tags, which have all that loads late inside, and two sources of sign-in. */
  script: 40_000,
  /** What `import type` costs, and an import of which nothing is used. */
  nothing: 0,
} as const;
