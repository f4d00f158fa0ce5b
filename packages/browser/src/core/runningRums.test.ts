import { expect, it } from 'vitest';
import type { DualRum, DualRumOptions } from '../api/types.ts';
import { runningRums } from './runningRums.ts';

const options = (guest: string, authenticated: string): DualRumOptions => ({
  region: 'us-east-1',
  applicationVersion: '1',
  guest: { appMonitorId: guest },
  authenticated: { appMonitorId: authenticated },
});

it('finds the rum of the same two app monitors, until it is removed', () => {
  const rum = {} as DualRum;
  const running = runningRums(options('a', 'b'));
  expect(running.get()).toBeUndefined();
  running.add(rum);
  expect(runningRums(options('A', 'b')).get()).toBe(rum);
  expect(runningRums(options('a', 'c')).get()).toBeUndefined();
  running.remove();
  expect(runningRums(options('a', 'b')).get()).toBeUndefined();
});
