import { expect, it, vi } from 'vitest';
import { idTokens } from './idTokens.ts';

const tokenOf = (sub: string, more = ''): string => `x.${btoa(JSON.stringify({ sub, more })).replaceAll('=', '')}.y`;
const alice = { subject: 'alice', issuer: 'https://id.example/' };

/** What the source answers, in turn. */
function getterOf(...answers: (string | Error)[]) {
  const idToken = vi.fn(() => {
    const answer = answers.shift() ?? new Error('nothing more');
    return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
  });
  const auth = { current: () => Promise.resolve(alice), subscribe: () => () => undefined, idToken };
  return { idToken, get: idTokens(auth, alice) };
}

it('asks at once, and gives that token first: soon somebody else may be signed in', async () => {
  const { idToken, get } = getterOf(tokenOf('alice'));
  expect(idToken).toHaveBeenCalledWith(60);
  expect(await get()).toBe(tokenOf('alice'));
  expect(idToken).toHaveBeenCalledTimes(1);
});

it('asks again each time after that', async () => {
  const { get } = getterOf(tokenOf('alice'), tokenOf('alice', 'fresh'));
  await get();
  expect(await get()).toBe(tokenOf('alice', 'fresh'));
});

it('gives the token of before when another user is signed in, or nobody', async () => {
  const { get } = getterOf(tokenOf('alice'), tokenOf('bob'), new Error('login required'), '');
  for (let time = 0; time < 4; time++) expect(await get()).toBe(tokenOf('alice'));
});

it('asks again after the first request has failed', async () => {
  const { get } = getterOf(new Error('offline'), tokenOf('alice'));
  expect(await get()).toBe(tokenOf('alice'));
});

it.each([
  ['an empty token', '', 'an empty token'],
  ['the token of another user', tokenOf('bob'), 'the token of another user'],
])('refuses %s', async (_, token, message) => {
  const { get } = getterOf(token, token);
  await expect(get()).rejects.toThrow(message);
});
