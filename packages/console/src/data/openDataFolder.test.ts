import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchOf, storedEvent } from '../testing/stored.ts';
import { openDataFolder, type DataFolder, type DataFolderOptions } from './openDataFolder.ts';
import { listEventFiles, listSegments } from './paths.ts';

let folder: string;
let open: DataFolder[] = [];
const logged: string[] = [];
const now = Date.parse('2026-11-26T10:00:00Z');
const start = async (changes: Partial<DataFolderOptions> = {}): Promise<DataFolder> => {
  const data = await openDataFolder({
    folder,
    maxEvents: 1000,
    maxDays: 30,
    maxMegabytes: 1000,
    clock: () => now,
    log: (line) => logged.push(line),
    ...changes,
  });
  open.push(data);
  return data;
};
const stop = async (data: DataFolder): Promise<void> => {
  open = open.filter((each) => each !== data);
  await data.close();
};
const events = (ids: string[], changes: Parameters<typeof batchOf>[0] = {}) =>
  ids.map((id) => ({
    ...batchOf({ receivedAt: now, ...changes }),
    ...storedEvent(id, 'page_view', now / 1000, { pageId: '/' }),
  }));
const counted = async (data: DataFolder): Promise<unknown> =>
  (await (await data.database()).sql('SELECT count(*) AS n FROM rum_events'))[0]!['n'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-data-'));
  logged.length = 0;
});
afterEach(async () => {
  for (const data of open) await stop(data);
  rmSync(folder, { recursive: true, force: true });
});

describe('a data folder', () => {
  it('gives events back after a restart, as they were and in their order', async () => {
    const first = await start();
    const sent = [
      ...events(['a', 'b']),
      ...events(['c'], { userId: undefined, role: null, sessionMetadata: { version: 'x' }, monitor: 'Ü/..' }),
    ];
    await first.append(sent.slice(0, 2));
    await first.append(sent.slice(2));
    await stop(first);
    const second = await start();
    expect(second.stored).toEqual(sent);
    expect(await counted(second)).toBe(3);
  });

  it('moves full segments into Parquet by app monitor and day, and asks both', async () => {
    const data = await start({ segmentEvents: 4 });
    for (let batch = 0; batch < 5; batch += 1) {
      await data.append([...events([`a${batch}`], { monitor: 'A' }), ...events([`b${batch}`], { monitor: '../B' })]);
    }
    expect(await counted(data)).toBe(10);
    await data.compact();
    expect(await counted(data)).toBe(10);
    expect(listSegments(folder).map(({ first, state }) => [first, state])).toEqual([
      [1, 'done'],
      [5, 'done'],
      [9, 'done'],
      [11, 'live'],
    ]);
    expect(
      new Set(listEventFiles(folder).map(({ path }) => path.slice(folder.length + 1, -'000000000001.parquet'.length))),
    ).toEqual(new Set(['events/monitor=A/day=2026-11-26/', 'events/monitor=%2E%2E%2FB/day=2026-11-26/']));
    await stop(data);
    const again = await start();
    expect(again.stored.map(({ id }) => id)).toHaveLength(10);
    await again.append(events(['late']));
    expect(await counted(again)).toBe(11);
  });

  it('counts a copy once, also after a restart', async () => {
    const first = await start();
    await first.append(events(['a', 'a']));
    await stop(first);
    const second = await start();
    await second.append(events(['a', 'b']));
    expect(second.stored).toHaveLength(2);
    expect(await counted(second)).toBe(2);
  });

  it('keeps refused writes', async () => {
    const write = {
      at: now,
      monitor: 'A',
      status: 403,
      type: 'AccessDeniedException',
      message: 'no',
      role: null,
      accessKeyId: null,
      transport: 'fetch' as const,
    };
    const first = await start();
    first.appendRefused(write);
    await stop(first);
    const second = await start();
    expect(second.refused).toEqual([write]);
    expect((await (await second.database()).run('refused-writes')).rows).toHaveLength(1);
  });

  it('forgets everything when told to', async () => {
    const data = await start({ segmentEvents: 2 });
    await data.append(events(['a', 'b']));
    await data.append(events(['c']));
    await data.clear();
    expect(await counted(data)).toBe(0);
    await data.append(events(['a']));
    expect(await counted(data)).toBe(1);
    await stop(data);
    expect((await start()).stored.map(({ id }) => id)).toEqual(['a']);
  });

  it('keeps the newest events to show, and removes the journal of older ones that are in Parquet', async () => {
    const data = await start({ segmentEvents: 2, maxEvents: 4 });
    for (let batch = 0; batch < 6; batch += 1) await data.append(events([`${batch}.1`, `${batch}.2`]));
    await data.compact();
    expect(listSegments(folder).filter(({ state }) => state === 'done')).toHaveLength(2);
    expect(await counted(data)).toBe(12);
    await stop(data);
    expect((await start({ maxEvents: 3 })).stored.map(({ id }) => id)).toEqual(['4.2', '5.1', '5.2']);
  });

  it('removes what is older or larger than it may be', async () => {
    const data = await start({ segmentEvents: 1, maxDays: 2 });
    await data.append(events(['old'], { receivedAt: now - 3 * 24 * 3600 * 1000 }));
    await data.append(events(['new']));
    await data.compact();
    expect(await counted(data)).toBe(1);
    await stop(data);
    await start({ maxMegabytes: 0 });
    expect(listEventFiles(folder)).toEqual([]);
  });
});

describe('after a crash', () => {
  const journal = (): string => listSegments(folder).at(-1)!.file;

  it('a batch that is half written is left out, and the next follows whole ones', async () => {
    const first = await start();
    await first.append(events(['a']));
    const whole = statSync(journal()).size;
    await first.append(events(['b', 'c']));
    await stop(first);
    const size = statSync(journal()).size;
    for (const cut of [whole + 1, size - 12, size - 1]) {
      const bytes = readFileSync(journal());
      truncateSync(journal(), cut);
      const again = await start();
      expect(again.stored.map(({ id }) => id)).toEqual(['a']);
      expect(logged.at(-1)).toMatch(/ends with half a batch/);
      await stop(again);
      writeFileSync(journal(), bytes);
    }
    truncateSync(journal(), size - 1);
    const again = await start();
    await again.append(events(['d']));
    await stop(again);
    expect((await start()).stored.map(({ id }) => id)).toEqual(['a', 'd']);
  });

  it('Parquet that is half written is made again', async () => {
    const first = await start({ segmentEvents: 2 });
    await first.append(events(['a', 'b']));
    await first.append(events(['c']));
    await first.compact();
    await stop(first);
    // As if the process had ended before the segments were renamed.
    for (const { file } of listSegments(folder).filter(({ state }) => state === 'done'))
      execFileSync('mv', [file, file.replace('.done', '')]);
    for (const { path } of listEventFiles(folder)) truncateSync(path, 10);
    const again = await start();
    expect(await counted(again)).toBe(3);
    await again.compact();
    expect(await counted(again)).toBe(3);
    expect(listSegments(folder).filter(({ state }) => state === 'live')).toHaveLength(1);
  });

  it.each([
    ['{"event_id":', /is damaged at line 2: .* Nothing was changed/],
    ['{"batch":7}', /is damaged at line 2: a batch of 7 events has 0/],
    ['[]', /is damaged at line 2: it is no event/],
  ])('a line that reads %s is told, with its place, and the file stays as it is', async (line, message) => {
    const first = await start();
    await first.append(events(['a']));
    await first.append(events(['b']));
    await stop(first);
    const lines = readFileSync(journal(), 'utf8').split('\n');
    lines.splice(1, 1, line === '{"batch":7}' ? line : `${lines[1]}\n${line}`);
    const damaged = lines.join('\n');
    writeFileSync(journal(), damaged);
    await expect(start()).rejects.toThrow(
      line === '{"batch":7}'
        ? /is damaged at line 2: a batch of 7 events has 1/
        : new RegExp(message.source.replace('line 2', 'line 3')),
    );
    expect(readFileSync(journal(), 'utf8')).toBe(damaged);
    expect(existsSync(join(folder, 'console.lock'))).toBe(false);
  });
});

describe('a folder that cannot be used', () => {
  it('is told when another console has it', async () => {
    await start();
    await expect(start()).rejects.toThrow(
      /is in use by another console \(process \d+\)\. Stop that one, or give another folder/,
    );
  });

  it('is taken over when the process that had it has ended', async () => {
    const child = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    writeFileSync(join(folder, 'console.lock'), `${child} 1`);
    await start();
    expect(readdirSync(folder).filter((name) => name.startsWith('console.lock'))).toEqual(['console.lock']);
  });

  it('is told when its path is a file', async () => {
    const file = join(folder, 'file');
    appendFileSync(file, '');
    await expect(start({ folder: file })).rejects.toThrow(/cannot make .*Give the path of a folder/);
  });

  it.skipIf(process.platform !== 'linux')('is told when nobody may write there', async () => {
    await expect(start({ folder: '/sys/dual-rum' })).rejects.toThrow(
      /cannot make \/sys\/dual-rum: (this user may not write there|the file system is read-only)/,
    );
  });
});
