import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EventDatabase } from '@dual-rum/queries';
import type { AcceptedBatch, RefusedWrite } from '../store/StoredEvent.ts';
import { checkEventFile } from './checkEventFile.ts';
import { dataError } from './dataError.ts';
import { lockFolder } from './lockFolder.ts';
import { openJournal, type Journal } from './openJournal.ts';
import { openRefused } from './openRefused.ts';
import { eventFile, eventsFolder, journalFolder, listEventFiles, refusedFile, segmentFile } from './paths.ts';
import { planTidying, type Bounds } from './planTidying.ts';
import { readJournal } from './readJournal.ts';
import { lineOfRecords, lineOfRequest } from './journalLine.ts';
import { readSegment } from './readSegment.ts';
import type { EventRecord } from './records.ts';

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
  /** The newest batches that were there at the start, in order of arrival. */
  stored: readonly AcceptedBatch[];
  /** Refused writes that were there at the start. */
  refused: readonly RefusedWrite[];
  /** Resolves when the batch is on disk; rejects when it is not. `json` are the bytes of its request. */
  append: (batch: AcceptedBatch, json: Buffer) => Promise<void>;
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

/** A segment of the journal whose events are not in Parquet. */
interface LiveSegment {
  first: number;
  events: number;
  /** Ids of its events that the database has seen. */
  ids: Set<string>;
  /** Bytes that the database has seen. */
  seen: number;
  /** Bytes that are on disk. */
  bytes: () => number;
  /** Resolves when nothing more comes and its file is closed. */
  ended: () => Promise<void>;
}

/** The segment that is written to. */
interface OpenSegment extends LiveSegment {
  journal: Journal;
}

const MAX_BYTES = 64_000_000;
/** Full segments become Parquet when nothing has come for so long, in milliseconds … */
const QUIET = 500;
/** … or when there are so many. */
const MAX_FULL = 10;
/** Events that are given to the database at one time: whoever else asks the console is answered between them. */
const AT_ONCE = 2000;

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
  const { segments, stored, arrival: last } = await readJournal(folder, maxEvents, log);
  let arrival = last;
  /** Segments whose ids are known, for copies: the newest. */
  let known: { first: number; events: number; ids: Set<string> }[] = segments.filter(({ state }) => state === 'done');
  let opened: Promise<EventDatabase> | undefined;
  let turn: Promise<void> = Promise.resolve();

  const openSegment = async (first: number, bytes = 0, events = 0): Promise<OpenSegment> => {
    const journal = await openJournal(segmentFile(folder, first), bytes);
    return { first, events, ids: new Set(), seen: 0, bytes: journal.bytes, ended: journal.close, journal };
  };
  const waiting = segments.filter(({ state }) => state === 'live');
  const newest = waiting.pop();
  let current = newest ? openSegment(newest.first, newest.bytes, newest.events) : openSegment(arrival + 1);
  const start = await current;
  /** Full segments that are not in Parquet yet, in order. */
  let full = waiting.map(({ first, events, bytes }): LiveSegment => ({
    first,
    events,
    ids: new Set(),
    seen: 0,
    bytes: () => bytes,
    ended: () => Promise.resolve(),
  }));
  known.push(...full, start);

  /** One thing at a time with the database and the files. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };

  const isKnown = (id: string): boolean => known.some(({ ids }) => ids.has(id));

  /** Gives the database what has come to a segment. */
  const show = async (database: EventDatabase, segment: LiveSegment): Promise<void> => {
    let records: string[] = [];
    const copyOf = (id: string): number => {
      const copy = isKnown(id) ? 2 : 1;
      segment.ids.add(id);
      return copy;
    };
    const to = segment.bytes();
    for await (const batch of readSegment({ file: segmentFile(folder, segment.first), from: segment.seen, to })) {
      records.push(...batch.records(copyOf));
      if (records.length < AT_ONCE) continue;
      await database.add(records);
      records = [];
    }
    if (records.length > 0) await database.add(records);
    segment.seen = to;
  };

  const bringUp = async (): Promise<EventDatabase> => {
    opened ??= openDatabase(folder);
    const database = await opened;
    const newestSegment = await settled();
    for (const segment of [...full, newestSegment]) if (segment.bytes() > segment.seen) await show(database, segment);
    const writes = refused.unseen();
    if (writes.length > 0) await database.addRefused(writes);
    return database;
  };

  let quiet: NodeJS.Timeout | undefined;
  /** Parquet can wait, and who sends cannot. */
  const writeParquetLater = (): void => {
    clearTimeout(quiet);
    if (full.length === 0) return;
    const begin = (): void =>
      void inTurn(writeParquet).catch((error: unknown) =>
        log(`data: ${(error as Error).message} The events stay in the journal.`),
      );
    if (full.length >= MAX_FULL) begin();
    else quiet = setTimeout(begin, QUIET).unref();
  };

  /** Begins a new segment. When that fails, the old one goes on. */
  const rotate = (segment: OpenSegment): void => {
    current = openSegment(arrival + 1).then(
      (fresh) => {
        full.push(segment);
        known.push(fresh);
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

  const write = async (size: number, lineOf: (first: number) => Buffer[]): Promise<void> => {
    const segment = await settled();
    const line = lineOf(arrival + 1);
    arrival += size;
    segment.events += size;
    const done = segment.journal.append(line);
    if (segment.events >= segmentEvents || segment.bytes() >= MAX_BYTES) rotate(segment);
    if (full.length > 0) writeParquetLater();
    try {
      await done;
    } catch (error) {
      segment.events -= size;
      throw error;
    }
  };

  /** Full segments become Parquet. The new name of a segment says that its Parquet is whole. */
  const writeParquet = async (): Promise<void> => {
    while (full.length > 0) {
      const [{ first, ended }] = full as [LiveSegment];
      await ended();
      const database = await bringUp();
      const next = full[1]?.first ?? (await settled()).first;
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
  for (const { path, bytes } of listEventFiles(folder)) checkEventFile(path, bytes);
  writeParquetLater();

  return {
    stored,
    refused: [...refused.writes()],
    append: (batch, json) => write(batch.size, (first) => lineOfRequest(batch, first, json)),
    appendRecords: (records) => write(records.length, (first) => lineOfRecords(records, first)),
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
        [full, known] = [[], [fresh]];
        refused.clear();
        const database = await opened;
        await database?.setFiles([]);
        await database?.clear();
      }),
    async close() {
      clearTimeout(quiet);
      const segment = await settled();
      await turn;
      await Promise.all([...full, segment].map(({ ended }) => ended()));
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
