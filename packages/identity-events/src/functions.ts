import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The functions of this package, bundled for Lambda. */
export const functionNames = [
  'auth0-events-to-s3',
  'auth0-users-to-dynamodb',
  'cognito-triggers-to-kafka',
  'cognito-events-to-kafka',
  'cognito-users-to-dynamodb',
] as const;

export type FunctionName = (typeof functionNames)[number];

/**
 * The folder with the code of a function, as an absolute path: `index.mjs` exports `handler`, `later` is what it loads when it is needed. The runtime is
 * nodejs24.x and the handler `index.handler`.
 *
 * @throws Error when there is no function of this name, or it is not built
 * @example
 * lambda.Code.fromAsset(functionFolder('auth0-events-to-s3'));
 */
export function functionFolder(name: FunctionName): string {
  const folder = join(import.meta.dirname, 'functions', name);
  if (!functionNames.includes(name)) {
    throw new Error(`There is no function "${name}"; the functions are ${functionNames.join(', ')}.`);
  }
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new Error(`${folder} has no index.mjs. In the repository, build it: npm run build -- identity-events`);
  }
  return folder;
}
