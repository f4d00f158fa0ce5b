import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startConsole } from '../core/startConsole.ts';
import { findOrStart, requireConsole } from './findOrStart.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { url, close } = await startConsole();
  await close();
  return Number(new URL(url).port);
}
const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/_status`).then(
    ({ ok }) => ok,
    () => false,
  );

it('starts a console that a second dev server shares, and stops it with the last of them', async () => {
  const port = await freePort();
  const first = await findOrStart(port, {});
  const second = await findOrStart(port, {});
  expect(second).toMatchObject({ url: first.url, config: first.config, own: true });
  await first.release();
  await first.release();
  expect(await answers(first.url)).toBe(true);
  await second.release();
  expect(await answers(first.url)).toBe(false);
});

it('uses a console that runs, and leaves it running', async () => {
  const running = await startConsole();
  onTestFinished(() => running.close());
  const found = await findOrStart(Number(new URL(running.url).port), {});
  expect(found).toMatchObject({ url: running.url, config: running.config, own: false });
  await found.release();
  expect(await answers(running.url)).toBe(true);
});

it('says so where something else is on the port, or nothing at the address', async () => {
  const other = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(findOrStart(port, {})).rejects.toThrow(`${port} is already in use`);
  await expect(requireConsole(`http://127.0.0.1:${port}`)).rejects.toThrow('there is no console at');
});

it('starts one console for two dev servers that start at the same time', async () => {
  const port = await freePort();
  const both = await Promise.all([findOrStart(port, {}), findOrStart(port, {})]);
  expect(both.map(({ own }) => own)).toEqual([true, true]);
  await both[0].release();
  expect(await answers(both[1].url)).toBe(true);
  await both[1].release();
  expect(await answers(both[1].url)).toBe(false);
});
