import { expect, it, vi } from 'vitest';
import { createSender } from './createSender.ts';
import type { SendOptions, SenderOptions } from './Send.ts';

const putRumEvents = vi.hoisted(() => vi.fn());
vi.mock('./putRumEvents.ts', () => ({ putRumEvents }));

it('sends once what it needs has loaded, and says that a batch could not be sent', async () => {
  const options = {} as SenderOptions;
  const batch = {} as SendOptions;
  const { send } = createSender(options);
  putRumEvents.mockResolvedValueOnce({ name: 'called off' });
  expect(await send(batch)).toEqual({ name: 'called off' });
  expect(putRumEvents).toHaveBeenCalledWith({ ...options, client: {} }, batch);
  const cause = new TypeError('Failed to fetch');
  putRumEvents.mockRejectedValueOnce(cause);
  expect(await send(batch)).toEqual({ name: 'unreachable', cause });
});

it('sends in the same task once it has loaded: the page may be gone in the next', async () => {
  const { send, load } = createSender({} as SenderOptions);
  await load();
  putRumEvents.mockClear();
  void send({} as SendOptions);
  expect(putRumEvents).toHaveBeenCalledTimes(1);
});
