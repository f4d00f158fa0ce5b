import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DualRumOptions, Problem } from '../api/types.ts';
import { createDualRum } from './createDualRum.ts';

const sound: DualRumOptions = {
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  guest: { appMonitorId: '6c2d1f6e-5c0a-4a52-9b1e-0d3f8a7c2b11', signing: false },
  authenticated: { appMonitorId: '9f0e2d7c-1b3a-4c5d-8e6f-7a8b9c0d1e22', signing: false },
  enabled: false,
};
const wrong: DualRumOptions = { ...sound, region: '' };
const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);

beforeEach(() => errors.mockClear());
afterEach(() => vi.unstubAllEnvs());

it.each([
  ['in development', {}, 'development'],
  ['in production with strict', { strict: true }, 'production'],
])('options that cannot work throw %s', (_, more, mode) => {
  vi.stubEnv('NODE_ENV', mode);
  expect(() => createDualRum({ ...wrong, ...more })).toThrow(/region/);
});

it.each([
  ['an empty region', wrong],
  ['no monitors', { region: 'us-east-1', applicationVersion: '1' } as DualRumOptions],
  ['a URL where an object belongs', 'https://example.com' as unknown as DualRumOptions],
  ['nothing', undefined as unknown as DualRumOptions],
  ['null', null as unknown as DualRumOptions],
])('in production %s does not stop the app: it is told, and nothing is recorded', async (_, options) => {
  vi.stubEnv('NODE_ENV', 'production');
  const rum = createDualRum(options);
  expect(errors).toHaveBeenCalledTimes(1);
  const problem = await new Promise<Problem>((heard) => rum.onProblem(heard));
  expect(problem).toMatchObject({ type: 'options', cause: expect.any(Error) as Error });
  expect(problem.message).toContain((problem.cause as Error).message);
  rum.recordEvent('event', {});
  rum.setSignedIn(true);
  expect(rum.state).toBe('guest');
  expect(await rum.flush()).toBe(true);
  rum.dispose();
});

it('with sound options there is a rum in production, and no error', () => {
  vi.stubEnv('NODE_ENV', 'production');
  const rum = createDualRum(sound);
  rum.setSignedIn(true);
  expect(rum.state).toBe('authenticated');
  expect(errors).not.toHaveBeenCalled();
  rum.dispose();
});

it('who looks at the health does not end the wait for the name of the first page', async () => {
  vi.useFakeTimers();
  const pages: unknown[] = [];
  const rum = createDualRum({
    ...sound,
    enabled: true,
    config: { telemetries: [] },
    beforeSend: (event) => {
      if (event.type.endsWith('page_view_event')) pages.push(event.metadata['pageId']);
      return null;
    },
  });
  rum.awaitPageView();
  await vi.advanceTimersByTimeAsync(100);
  expect(rum.health.guest).toMatchObject({ sent: 0 });
  await vi.advanceTimersByTimeAsync(100);
  rum.recordPageView({ pageId: '/product/:id', path: '/product/1' });
  await vi.advanceTimersByTimeAsync(10_000);
  rum.dispose();
  vi.useRealTimers();
  expect(pages).toEqual(['/product/:id']);
});
