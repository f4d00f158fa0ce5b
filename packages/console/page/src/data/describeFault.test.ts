import { expect, it } from 'vitest';
import { describeFault } from './describeFault.ts';

it.each([
  [{ kind: 'status', status: 429, times: 3, hits: 1 }, 'PutRumEvents answers 429, 2 more times'],
  [{ kind: 'latency', ms: 3000, target: 'identity' }, 'the identity pool waits 3000 ms'],
  [{ kind: 'offline', monitor: 'Shop' }, 'PutRumEvents for Shop is offline'],
  [{ kind: 'drop-after', target: 'identity', operation: 'GetId' }, 'GetId stores, and breaks off before it answers'],
  [
    { kind: 'status', status: 413, overBytes: 1000, containing: 'x' },
    'PutRumEvents answers 413, only bodies over 1000 bytes and bodies with “x”',
  ],
] as const)('says what %j does', (fault, says) => {
  expect(describeFault(fault)).toBe(says);
});
