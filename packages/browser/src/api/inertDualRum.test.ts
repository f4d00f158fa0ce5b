// @vitest-environment node
import { expect, it } from 'vitest';
import { createDualRum } from '../index.ts';
import type { DualRumOptions } from './types.ts';

/** Not even sound: on a server there is nothing to check. */
const options = {} as DualRumOptions;

it('has no window here', () => {
  expect(typeof window).toBe('undefined');
});

it('on a server, everything is there and does nothing', async () => {
  const rum = createDualRum(options);
  expect(rum.state).toBe('guest');
  rum.setSignedIn(true);
  expect(rum.state).toBe('guest');
  rum.recordEvent('event', {});
  rum.recordError(new Error('error'));
  rum.recordPageView('/page');
  rum.addSessionAttributes({ a: 1 });
  rum.registerDomEvents([]);
  rum.enable();
  rum.disable();
  const calls: unknown[] = [];
  rum.subscribe((state) => calls.push(state))();
  rum.onProblem((problem) => calls.push(problem))();
  expect(calls).toEqual([]);
  expect(await rum.flush()).toBe(true);
  expect(rum.health.guest).toEqual({ state: 'idle', queued: 0, sent: 0, dropped: {} });
  for (const client of [rum.guest, rum.authenticated]) {
    client.recordEvent('event', {});
    client.setAwsCredentials({ accessKeyId: '', secretAccessKey: '' });
    client.dispatch();
  }
  rum.dispose();
});

it('can be awaited and returned from async functions', async () => {
  const give = () => Promise.resolve(createDualRum(options));
  expect((await give()).state).toBe('guest');
});
