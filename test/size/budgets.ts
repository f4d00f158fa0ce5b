/** What an application may pay for, in bytes of `gzip -9` of minified code. A budget is a promise: lower it, never raise it. */
export const budgets = {
  /** The entry and everything it imports statically: what every page load pays. */
  upFront: 27_000,
  /** The above and the signing code, which the first signed PutRumEvents waits for. */
  beforeFirstDispatch: 33_000,
  /** What `./vue` adds up front. */
  vue: 1_500,
  /** What each of `./auth0`, `./cognito` and `./oidc` adds up front. */
  signIn: 1_200,
  /** What `import type` costs, and an import of which nothing is used. */
  nothing: 0,
} as const;
