import * as original from '@aws-crypto/sha256-js/build/module/constants.js?original';
import { expect, it } from 'vitest';
import * as ours from './sha256Constants.ts';

it("computes SHA-256's constants as they are published", () => {
  expect({ ...ours }).toEqual({ ...(original as object) });
});
