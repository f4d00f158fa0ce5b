import { afterEach, expect, it, vi } from 'vitest';
import { readAnswer } from './readAnswer.ts';

afterEach(() => void vi.useRealTimers());

const read = (body: string, init: ResponseInit) => readAnswer(new Response(body, init), { milliseconds: 0 });

it('reads what the service says', async () => {
  const answer = await read('{"message":"batch is invalid"}', { status: 400 });
  expect(answer).toEqual({ status: 400, note: '400 batch is invalid', retryAfter: 0 });
});

it('reads the beginning of what a proxy says', async () => {
  const { note } = await read(`<html>${'x'.repeat(999)}`, { status: 502 });
  expect(note).toHaveLength(204);
});

it.each([
  ['seconds', '7', 7000],
  ['a date', 'Sun, 01 Nov 2026 12:00:30 GMT', 30_000],
  ['a date that is over', 'Sun, 01 Nov 2026 11:00:00 GMT', 0],
  ['nonsense', 'soon', 0],
])('reads how long the service asks to wait: %s', async (_, header, milliseconds) => {
  vi.useFakeTimers({ now: Date.parse('2026-11-01T12:00:00Z'), toFake: ['Date'] });
  const { retryAfter } = await read('', { status: 429, headers: { 'retry-after': header } });
  expect(retryAfter).toBe(milliseconds);
});

it('learns the time of the service from a refusal alone', async () => {
  const clockSkew = { milliseconds: 0 };
  const body = JSON.stringify({ message: 'Signature expired: … (20010101T000000Z - 5 min.)' });
  await readAnswer(new Response(body, { status: 400 }), clockSkew);
  expect(clockSkew.milliseconds).toBe(0);
  await readAnswer(new Response(body, { status: 403 }), clockSkew);
  expect(clockSkew.milliseconds).toBeLessThan(0);
});
