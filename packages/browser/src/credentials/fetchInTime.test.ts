import { expect, it } from 'vitest';
import { fetchInTime } from './fetchInTime.ts';

const text = (response: Response): Promise<string> => response.text();

it('gives what is read of the answer', async () => {
  expect(await fetchInTime(() => Promise.resolve(new Response('fine')), text)).toBe('fine');
});

it('aborts a request that takes too long', async () => {
  const hang = (signal: AbortSignal) =>
    new Promise<Response>((_, failed) => signal.addEventListener('abort', () => failed(new Error('aborted'))));
  await expect(fetchInTime(hang, text, 5)).rejects.toThrow('aborted');
});
