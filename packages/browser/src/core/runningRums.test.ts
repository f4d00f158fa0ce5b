import { expect, it } from 'vitest';
import type { DualRum, DualRumOptions } from '../api/types.ts';
import { monitorsKey, runningRums } from './runningRums.ts';

const options = (guest: string, authenticated: string): DualRumOptions => ({
  region: 'us-east-1',
  applicationVersion: '1',
  guest: { appMonitorId: guest },
  authenticated: { appMonitorId: authenticated },
});

it('finds the rum of the same two app monitors, whatever the case of their ids, and no other', () => {
  const rum = {} as DualRum;
  runningRums().set(monitorsKey(options('a', 'b')), rum);
  expect(runningRums().get(monitorsKey(options('A', 'b')))).toBe(rum);
  expect(runningRums().get(monitorsKey(options('a', 'c')))).toBeUndefined();
  runningRums().delete(monitorsKey(options('a', 'B')));
  expect(runningRums().size).toBe(0);
});
