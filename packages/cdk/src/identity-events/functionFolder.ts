import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { OptionError } from '../OptionError.ts';

type FunctionName =
  | 'auth0-events-to-s3'
  | 'auth0-users-to-dynamodb'
  | 'cognito-triggers-to-kafka'
  | 'cognito-events-to-kafka'
  | 'cognito-users-to-dynamodb';

const PACKAGE = '@dual-rum/identity-events';

/**
 * Where the code of a function is: at `code`, or in `@dual-rum/identity-events`, which is optional and so not imported.
 * @throws OptionError when it is at neither place
 */
export function functionFolder(
  name: FunctionName,
  code: string | undefined,
  load: (module: string) => unknown = createRequire(import.meta.url),
): string {
  if (code !== undefined) {
    if (!existsSync(code)) throw new OptionError('code', `${code} is not there; give a folder or a zip file`);
    return code;
  }
  let functions: { functionFolder: (name: FunctionName) => string };
  try {
    functions = load(`${PACKAGE}/functions`) as typeof functions;
  } catch (cause) {
    throw new OptionError(
      'code',
      `missing, and ${PACKAGE} cannot be loaded (${(cause as Error).message.split('\n')[0]}). npm install ${PACKAGE}, or give the folder of a function`,
      { cause },
    );
  }
  return functions.functionFolder(name);
}
