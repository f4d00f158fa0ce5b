import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { OptionError } from '../OptionError.ts';

type FunctionName = 'auth0-events-to-s3' | 'auth0-users-to-dynamodb';

/**
 * Where the code of a function is: at `code`, or in `@dual-rum/identity-events`.
 * @throws OptionError when it is at neither place
 */
export function functionFolder(name: FunctionName, code: string | undefined): string {
  if (code !== undefined) {
    if (!existsSync(code)) throw new OptionError('code', `${code} is not there; give a folder or a zip file`);
    return code;
  }
  let functions: { functionFolder: (name: FunctionName) => string };
  try {
    functions = createRequire(import.meta.url)('@dual-rum/identity-events/functions') as typeof functions;
  } catch (cause) {
    throw new OptionError(
      'code',
      'missing, and so is @dual-rum/identity-events: npm install @dual-rum/identity-events, or give the folder of a function',
      { cause },
    );
  }
  return functions.functionFolder(name);
}
