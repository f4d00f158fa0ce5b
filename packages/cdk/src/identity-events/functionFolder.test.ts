import { expect, it } from 'vitest';
import { OptionError } from '../OptionError.ts';
import { functionFolder } from './functionFolder.ts';

const missing = () => {
  throw new Error("Cannot find module '@dual-rum/identity-events/functions'\nRequire stack:\n- a.js");
};

it('takes the folder that is given, without asking for the package', () => {
  expect(functionFolder('auth0-events-to-s3', import.meta.dirname, missing)).toBe(import.meta.dirname);
});

it('says that a given folder is not there', () => {
  expect(() => functionFolder('auth0-events-to-s3', '/nowhere')).toThrow(
    new OptionError('code', '/nowhere is not there; give a folder or a zip file'),
  );
});

it('asks the package', () => {
  const asked: string[] = [];
  const load = (module: string) => {
    asked.push(module);
    return { functionFolder: (name: string) => `/functions/${name}` };
  };
  expect(functionFolder('auth0-users-to-dynamodb', undefined, load)).toBe('/functions/auth0-users-to-dynamodb');
  expect(asked).toEqual(['@dual-rum/identity-events/functions']);
});

it('says how to get the package when it is missing', () => {
  expect(() => functionFolder('auth0-events-to-s3', undefined, missing)).toThrow(
    "code: missing, and @dual-rum/identity-events cannot be loaded (Cannot find module '@dual-rum/identity-events/functions'). npm install @dual-rum/identity-events, or give the folder of a function",
  );
});
