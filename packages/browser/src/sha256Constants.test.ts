import * as original from '@aws-crypto/sha256-js/build/module/constants.js';
import { expect, it } from 'vitest';
import * as ours from '../replaced/sha256Constants.ts';

it("are SHA-256's", () => {
  expect({ ...ours }).toEqual({ ...(original as object) });
});
