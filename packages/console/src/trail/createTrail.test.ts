import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTrail } from './createTrail.ts';
import type { IdentityCall } from './TrailCall.ts';
import { listTrailFiles } from './trailFile.ts';

const now = Date.parse('2026-11-27T10:05:07.250Z');
let folder: string;

const DAY = 24 * 3600 * 1000;
let at: number;
const trailOf = (bounds: { folder?: string; maxMegabytes?: number; maxEvents?: number; maxDays?: number }) =>
  createTrail({
    ...{
      folder: undefined,
      account: '123456789012',
      region: 'us-east-1',
      maxDays: 2,
      maxMegabytes: 1,
      maxEvents: 10,
    },
    ...bounds,
    clock: () => at,
    log: (line) => {
      throw new Error(line);
    },
  });
const call = (identityId: string): IdentityCall => ({
  ...{ operation: 'GetId', at, poolId: 'us-east-1:pool', identityId, sourceIp: '127.0.0.1', userAgent: undefined },
});
beforeEach(() => {
  at = now;
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-trail-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('removes files by age while it runs, and says what is to be forgotten', async () => {
  const trail = trailOf({ folder: join(folder, 'own') });
  trail.identity(call('one'));
  expect((await trail.take()).files).toHaveLength(1);
  at += 3 * DAY;
  trail.identity(call('two'));
  const { files, forgetBefore } = await trail.take();
  expect(files).toHaveLength(1);
  expect(listTrailFiles(join(folder, 'own')).map(({ path }) => path)).toEqual(files);
  expect(forgetBefore).toBeGreaterThan(now);
  expect(forgetBefore).toBeLessThanOrEqual(at);
  await trail.close();
});

it('removes the oldest files when they are too large together, and asks no more for them', async () => {
  const trail = trailOf({ folder: join(folder, 'own'), maxMegabytes: 0.001 });
  for (let file = 0; file < 20; file += 1) {
    trail.identity(call(`one-${file}`));
    await trail.close();
    at += 60_000;
  }
  const kept = listTrailFiles(join(folder, 'own'));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(20);
  expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(1000);
  const { files, forgetBefore } = await trail.take();
  expect(files).toEqual(kept.map(({ path }) => path));
  expect(forgetBefore).toBe(kept[0]!.at - 60_000);
});

it('keeps in memory what is newest when nobody asks', async () => {
  const trail = trailOf({ maxEvents: 3 });
  for (let record = 0; record < 8; record += 1) trail.identity(call(`one-${record}`));
  const { records } = await trail.take();
  expect(records.map((text) => /one-\d/.exec(text)![0])).toEqual(['one-5', 'one-6', 'one-7']);
});
