/**
 * Stands in for `node:process` in bundles. An import of that module reads all that the process has, and so makes streams of its
 * standard input and output, for a fifth of a function's start.
 */
export const { env, versions } = process;
