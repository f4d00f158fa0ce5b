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
import { openData } from '@dual-rum/queries';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptBatch, type Received } from '../store/acceptBatch.ts';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';
import type { AcceptedBatch, StoredEvent } from '../store/StoredEvent.ts';
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
/** A request with these events, as it is on the wire. */
const requestOf = (ids: string[], changes: Partial<PutRumEventsRequest> = {}): PutRumEventsRequest => ({
  BatchId: 'batch',
  AppMonitorDetails: { version: '1.0.0' },
  UserDetails: { userId: 'user', sessionId: 'session' },
  RumEvents: ids.map((id) => ({
    id,
    timestamp: now / 1000,
    type: 'com.amazon.rum.page_view_event',
    details: '{"pageId":"/"}',
  })),
  ...changes,
});
const append = async (
  data: DataFolder,
  request: string[] | PutRumEventsRequest,
  changes: Partial<Received> = {},
  json = (value: unknown) => JSON.stringify(value),
): Promise<AcceptedBatch> => {
  const body = Array.isArray(request) ? requestOf(request) : request;
  const batch = acceptBatch(
    body,
    {
      monitor: 'A',
      monitorId: 'a',
      role: 'DualRum-Guest',
      accessKeyId: 'ASIAX',
      transport: 'fetch',
      receivedAt: now,
      ...changes,
    },
    () => body,
  );
  await data.append(batch, Buffer.from(json(body)));
  return batch;
};
const eventsOf = (batches: readonly AcceptedBatch[]): StoredEvent[] => batches.flatMap((batch) => batch.events());
const idsOf = (data: DataFolder): string[] => eventsOf(data.stored).map(({ id }) => id);
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
      await append(first, ['a', 'b']),
      await append(
        first,
        { ...requestOf(['c'], { UserDetails: { sessionId: 'session' }, SessionMetadata: '{"version":"x"}' }) },
        { role: null, monitor: 'Ü/..' },
      ),
    ];
    await stop(first);
    const second = await start();
    expect(eventsOf(second.stored)).toEqual(eventsOf(sent));
    expect(await counted(second)).toBe(3);
  });

  it('keeps a request that has several lines, and one that is not quite UTF-8', async () => {
    const first = await start();
    const lines = await append(first, ['a', 'b'], {}, (value) => JSON.stringify(value, null, '\r\n '));
    const bytes = Buffer.from(JSON.stringify(requestOf(['x?'])).replace('x?', 'x\u00ff'), 'latin1');
    const broken = JSON.parse(bytes.toString('utf8')) as PutRumEventsRequest;
    const { monitor, monitorId, role, accessKeyId, transport, receivedAt } = lines;
    const batch = acceptBatch(broken, { monitor, monitorId, role, accessKeyId, transport, receivedAt }, () => broken);
    await first.append(batch, bytes);
    await stop(first);
    const second = await start();
    expect(eventsOf(second.stored)).toEqual(eventsOf([lines, batch]));
    expect(batch.ids()).toEqual(['x\ufffd']);
    expect(await counted(second)).toBe(3);
  });

  it('moves full segments into Parquet by app monitor and day, and asks both', async () => {
    const data = await start({ segmentEvents: 4 });
    for (let batch = 0; batch < 5; batch += 1) {
      await append(data, [`a${batch}`]);
      await append(data, [`b${batch}`], { monitor: '../B' });
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
    expect(idsOf(again)).toHaveLength(10);
    await append(again, ['late']);
    expect(await counted(again)).toBe(11);
  });

  it('is read by the command of the queries while a console writes to it, with the same rows', async () => {
    const data = await start({ segmentEvents: 2 });
    await append(data, ['a', 'b']);
    await append(data, ['c']);
    await data.compact();
    await append(data, ['a', 'd', 'd'], { monitor: 'B', role: null, transport: 'beacon' }, (value) =>
      JSON.stringify(value, null, '\n'),
    );
    await data.appendRecords([
      {
        event_timestamp: now,
        event_type: 'order',
        event_id: 'e',
        metadata: { pageId: '/pay', countryCode: 'DE' },
        user_details: { sessionId: 's', userId: 'u' },
        event_details: { value: 7 },
      },
    ]);
    const [segment] = listSegments(folder).filter(({ state }) => state === 'live');
    appendFileSync(segment!.file, '{"batch":1,"arrival":99,"received":{');
    const all = 'SELECT * FROM rum_events ORDER BY event_id';
    const read = await openData(folder);
    try {
      const rows = await read.sql(all);
      expect(rows.map((row) => row['event_id'])).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(rows).toEqual(await (await data.database()).sql(all));
    } finally {
      read.close();
    }
  });

  it('counts a copy once, also after a restart', async () => {
    const first = await start();
    await append(first, ['a', 'a']);
    await stop(first);
    const second = await start();
    await append(second, ['a', 'b']);
    expect(idsOf(second)).toHaveLength(2);
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
    await append(data, ['a', 'b']);
    await append(data, ['c']);
    await data.clear();
    expect(await counted(data)).toBe(0);
    await append(data, ['a']);
    expect(await counted(data)).toBe(1);
    await stop(data);
    expect(idsOf(await start())).toEqual(['a']);
  });

  it('keeps the newest events to show, and removes the journal of older ones that are in Parquet', async () => {
    const data = await start({ segmentEvents: 2, maxEvents: 4 });
    for (let batch = 0; batch < 6; batch += 1) await append(data, [`${batch}.1`, `${batch}.2`]);
    await data.compact();
    expect(listSegments(folder).filter(({ state }) => state === 'done')).toHaveLength(2);
    expect(await counted(data)).toBe(12);
    await stop(data);
    expect(idsOf(await start({ maxEvents: 3 }))).toEqual(['4.1', '4.2', '5.1', '5.2']);
  });

  it('removes what is older or larger than it may be', async () => {
    const data = await start({ segmentEvents: 1, maxDays: 2 });
    await append(data, ['old'], { receivedAt: now - 3 * 24 * 3600 * 1000 });
    await append(data, ['new']);
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
    await append(first, ['a']);
    const whole = statSync(journal()).size;
    await append(first, ['b', 'c']);
    await stop(first);
    const size = statSync(journal()).size;
    for (const cut of [whole + 1, size - 12, size - 1]) {
      const bytes = readFileSync(journal());
      truncateSync(journal(), cut);
      const again = await start();
      expect(idsOf(again)).toEqual(['a']);
      expect(logged.at(-1)).toMatch(/ends with half a batch/);
      await stop(again);
      writeFileSync(journal(), bytes);
    }
    truncateSync(journal(), size - 1);
    const again = await start();
    await append(again, ['d']);
    await stop(again);
    expect(idsOf(await start())).toEqual(['a', 'd']);
  });

  it('Parquet that is half written is made again', async () => {
    const first = await start({ segmentEvents: 2 });
    await append(first, ['a', 'b']);
    await append(first, ['c']);
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
    ['{"batch":1,', /is damaged at line 2: .*JSON.* Nothing was changed/],
    ['{"batch":7,"arrival":2,"records":[]}', /is damaged at line 2: a batch of 7 events has 0/],
    [
      '{"batch":7,"arrival":2,"received":{},"body":{"RumEvents":[]}}',
      /is damaged at line 2: a batch of 7 events has 0/,
    ],
    ['{"batch":0,"arrival":2,"received":{}}', /is damaged at line 2: it is no batch/],
    ['null', /is damaged at line 2: it is no batch/],
    ['[]', /is damaged at line 2: it is no batch/],
  ])('a line that reads %s is told, with its place, and the file stays as it is', async (line, message) => {
    const first = await start();
    await append(first, ['a']);
    await append(first, ['b']);
    await stop(first);
    const lines = readFileSync(journal(), 'utf8').split('\n');
    lines.splice(1, 0, line);
    const damaged = lines.join('\n');
    writeFileSync(journal(), damaged);
    await expect(start()).rejects.toThrow(message);
    expect(readFileSync(journal(), 'utf8')).toBe(damaged);
    expect(existsSync(join(folder, 'console.lock'))).toBe(false);
  });
});

it.each([
  ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 10)],
  ['empty', () => Buffer.alloc(0)],
  ['of another kind', () => Buffer.from('a text that is no Parquet')],
])('a Parquet file that is %s is told by its name, and stays as it is', async (_what, change) => {
  const first = await start({ segmentEvents: 1 });
  await append(first, ['a']);
  await append(first, ['b']);
  await first.compact();
  await stop(first);
  const { path } = listEventFiles(folder)[0]!;
  const damaged = change(readFileSync(path));
  writeFileSync(path, damaged);
  await expect(start()).rejects.toThrow(`${path} is damaged: it is no whole Parquet file. Nothing was changed.`);
  expect(readFileSync(path)).toEqual(damaged);
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
