import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EventDatabase } from '@dual-rum/queries';
import type { RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';
import { dataError } from './dataError.ts';
import { lockFolder } from './lockFolder.ts';
import { openJournal, type Journal } from './openJournal.ts';
import { openRefused } from './openRefused.ts';
import { eventFile, eventsFolder, journalFolder, listEventFiles, refusedFile, segmentFile } from './paths.ts';
import { planTidying, type Bounds } from './planTidying.ts';
import { readJournal } from './readJournal.ts';
import { toRecord, type EventRecord } from './records.ts';

export interface DataFolderOptions extends Bounds {
  folder: string;
  /** How many of the newest events are shown again after a restart. */
  maxEvents: number;
  /** Events of one segment of the journal; then they go into Parquet. Default 50,000. */
  segmentEvents?: number;
  clock: () => number;
  log: (line: string) => void;
}

/** The events of a console on disk. */
export interface DataFolder {
  /** The newest events that were there at the start, in order of arrival. */
  stored: readonly StoredEvent[];
  /** Refused writes that were there at the start. */
  refused: readonly RefusedWrite[];
  /** Resolves when the events are on disk; rejects when they are not. */
  append: (events: readonly StoredEvent[]) => Promise<void>;
  /** The same for records of CloudWatch RUM's log export. */
  appendRecords: (records: readonly EventRecord[]) => Promise<void>;
  appendRefused: (write: RefusedWrite) => void;
  /** All events, to be asked. DuckDB loads with the first call. */
  database: () => Promise<EventDatabase>;
  /** Writes the journal into Parquet, whatever its size. */
  compact: () => Promise<void>;
  /** Forgets everything. */
  clear: () => Promise<void>;
  close: () => Promise<void>;
}

/** A segment that is written to, or waits for Parquet. */
interface OpenSegment {
  first: number;
  events: number;
  ids: Set<string>;
  journal: Journal;
}

interface FullSegment {
  first: number;
  /** The first event of the segment after it. */
  next: number;
  /** Resolves when its file is closed. */
  ended: () => Promise<void>;
}

const MAX_BYTES = 64_000_000;

/** Opens the data folder of a console, and makes it when it is not there. Throws a `ConsoleError` that says what is in the way. */
export async function openDataFolder(options: DataFolderOptions): Promise<DataFolder> {
  const { folder } = options;
  try {
    mkdirSync(journalFolder(folder), { recursive: true });
    mkdirSync(eventsFolder(folder), { recursive: true });
  } catch (cause) {
    throw dataError(`cannot make ${folder}`, cause);
  }
  const unlock = lockFolder(folder);
  try {
    return await openLocked(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openLocked(options: DataFolderOptions, unlock: () => void): Promise<DataFolder> {
  const { folder, maxEvents, segmentEvents = 50_000, clock, log } = options;
  const refused = openRefused(refusedFile(folder), log);
  const { segments, stored, live, arrival: last } = await readJournal(folder, maxEvents, log);
  let arrival = last;
  /** Records that the database has not seen. */
  let unseen = live;
  /** Segments whose ids are known, for copies: the newest. */
  let known: { first: number; events: number; ids: Set<string> }[] = segments;
  let opened: Promise<EventDatabase> | undefined;
  let turn: Promise<void> = Promise.resolve();

  const openSegment = async (first: number, bytes = 0, events = 0, ids = new Set<string>()): Promise<OpenSegment> => ({
    first,
    events,
    ids,
    journal: await openJournal(segmentFile(folder, first), bytes),
  });
  const waiting = segments.filter(({ state }) => state === 'live');
  const newest = waiting.pop();
  let current = newest ? openSegment(newest.first, newest.bytes, newest.events, newest.ids) : openSegment(arrival + 1);
  const start = await current;
  if (!newest) known.push(start);
  /** Full segments that are not in Parquet yet, in order. */
  let full = waiting.map(({ first }, index): FullSegment => ({
    first,
    next: waiting[index + 1]?.first ?? start.first,
    ended: () => Promise.resolve(),
  }));

  /** One thing at a time with the database and the files. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };

  const bringUp = async (): Promise<EventDatabase> => {
    opened ??= openDatabase(folder);
    const database = await opened;
    const records = unseen;
    unseen = [];
    if (records.length > 0) await database.add(records);
    const writes = refused.unseen();
    if (writes.length > 0) await database.addRefused(writes);
    return database;
  };

  /** Begins a new segment. When that fails, the old one goes on. */
  const rotate = (segment: OpenSegment): void => {
    current = openSegment(arrival + 1).then(
      (fresh) => {
        full.push({ first: segment.first, next: fresh.first, ended: segment.journal.close });
        known.push(fresh);
        void inTurn(writeParquet).catch((error: unknown) =>
          log(`data: ${(error as Error).message} The events stay in the journal.`),
        );
        return fresh;
      },
      () => segment,
    );
  };

  const settled = async (): Promise<OpenSegment> => {
    for (;;) {
      const asked = current;
      const segment = await asked;
      if (asked === current) return segment;
    }
  };

  const write = async (make: (segment: OpenSegment) => { ids: string[]; records: string[] }): Promise<void> => {
    const segment = await settled();
    const { ids, records } = make(segment);
    segment.events += records.length;
    for (const id of ids) segment.ids.add(id);
    const done = segment.journal.append(records);
    if (segment.events >= segmentEvents || segment.journal.bytes() >= MAX_BYTES) rotate(segment);
    try {
      await done;
    } catch (error) {
      segment.events -= records.length;
      for (const id of ids) segment.ids.delete(id);
      throw error;
    }
    for (const record of records) unseen.push(record);
  };

  /** Full segments become Parquet. The new name of a segment says that its Parquet is whole. */
  const writeParquet = async (): Promise<void> => {
    while (full.length > 0) {
      const [{ first, next, ended }] = full as [FullSegment];
      await ended();
      const database = await bringUp();
      const paths = await database.writeFiles(next, (monitor, day) => {
        const path = eventFile(folder, monitor, day, first);
        mkdirSync(dirname(path), { recursive: true });
        return path;
      });
      for (const path of paths) await sync(path);
      renameSync(segmentFile(folder, first), segmentFile(folder, first, 'done'));
      full = full.slice(1);
      await tidy(database, next);
    }
  };

  const tidy = async (database: EventDatabase, forgetBefore: number): Promise<void> => {
    const files = listEventFiles(folder);
    const gone = new Set(planTidying(files, options, clock()));
    await database.setFiles(
      files.filter((file) => !gone.has(file)).map(({ path }) => path),
      forgetBefore,
    );
    for (const { path } of gone) rmSync(path);
    let newer = 0;
    known = [...known]
      .reverse()
      .filter(({ first, events }) => {
        const stays = newer < maxEvents || first >= forgetBefore;
        newer += events;
        if (!stays) rmSync(segmentFile(folder, first, 'done'), { force: true });
        return stays;
      })
      .reverse();
  };

  for (const { path } of planTidying(listEventFiles(folder), options, clock())) rmSync(path);
  const isKnown = (id: string): boolean => known.some(({ ids }) => ids.has(id));
  if (full.length > 0) void inTurn(writeParquet).catch((error: unknown) => log(`data: ${(error as Error).message}`));

  return {
    stored,
    refused: [...refused.writes()],
    append: (events) =>
      write(() => {
        const own = new Set<string>();
        const records = events.map((event) => {
          const copy = own.has(event.id) || isKnown(event.id) ? 2 : 1;
          own.add(event.id);
          return toRecord(event, (arrival += 1), copy);
        });
        return { ids: events.map(({ id }) => id), records };
      }),
    appendRecords: (records) =>
      write(() => ({
        ids: records.map(({ event_id }) => event_id),
        records: records.map((record) =>
          JSON.stringify({ ...record, dual_rum: { ...record.dual_rum, arrival: (arrival += 1) } }),
        ),
      })),
    appendRefused: (refusedWrite) => refused.add(refusedWrite),
    database: () => inTurn(bringUp),
    async compact() {
      const segment = await settled();
      if (segment.events > 0) rotate(segment);
      await settled();
      await inTurn(writeParquet);
    },
    clear: () =>
      inTurn(async () => {
        const segment = await settled();
        current = (async () => {
          await Promise.all([segment.journal.close(), ...full.map(({ ended }) => ended())]);
          rmSync(journalFolder(folder), { recursive: true });
          rmSync(eventsFolder(folder), { recursive: true });
          mkdirSync(journalFolder(folder));
          mkdirSync(eventsFolder(folder));
          return openSegment(arrival + 1);
        })();
        const fresh = await current;
        [full, known, unseen] = [[], [fresh], []];
        refused.clear();
        const database = await opened;
        await database?.setFiles([]);
        await database?.clear();
      }),
    async close() {
      const segment = await settled();
      await turn;
      await segment.journal.close();
      await refused.close();
      (await opened)?.close();
      unlock();
    },
  };
}

async function openDatabase(folder: string): Promise<EventDatabase> {
  // Loaded here, so that a console that is not asked starts at once.
  const queries = await import('@dual-rum/queries');
  const database = await queries.openDatabase();
  await database.setFiles(listEventFiles(folder).map(({ path }) => path));
  return database;
}

/** Waits until a file is on disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
