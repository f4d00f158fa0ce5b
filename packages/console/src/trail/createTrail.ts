import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { dataError } from '../data/dataError.ts';
import type { IdentityCall, PutCall } from './TrailCall.ts';
import { identityRecord, putRecord, type Place } from './toTrailRecord.ts';
import { planTidying, type Bounds } from '../data/planTidying.ts';
import { listTrailFiles, readTrailFile, trailFile, type TrailFile } from './trailFile.ts';

/** What has come since it was last taken: records as lines of JSON, and files of them. */
export interface Taken {
  records: string[];
  files: string[];
  /** What is older is kept no longer: milliseconds since 1970. */
  forgetBefore: number;
}

/** Who called PutRumEvents and the identity pools, as CloudTrail records it. */
export interface Trail {
  put: (call: PutCall) => void;
  identity: (call: IdentityCall) => void;
  /** Files may be read until the next call. */
  take: () => Promise<Taken>;
  /** Forgets everything. */
  clear: () => Promise<void>;
  /** Resolves when all that came is written. */
  close: () => Promise<void>;
}

interface TrailOptions extends Place, Bounds {
  /** Folder for the files; undefined: in memory only. */
  folder: string | undefined;
  /** Events of the calls that are kept in memory when nobody asks. */
  maxEvents: number;
  clock: () => number;
  log: (line: string) => void;
}

/** A call whose record is made when it is written. */
interface Waiting {
  events: number;
  make: () => string;
}

/** Records of one file. */
const OF_A_FILE = 200;
/** Milliseconds that a record waits for others. */
const WAIT = 2000;
const MINUTE = 60_000;
const DAY = 24 * 3600 * 1000;
const compress = promisify(gzip);

/**
 * Records calls. Nobody waits for it, as nobody does for CloudTrail: a call is answered before its record is written, and a record
 * that cannot be written is lost, with a line in the log.
 */
export function createTrail({ folder, maxEvents, maxDays, maxMegabytes, clock, log, ...place }: TrailOptions): Trail {
  let waiting: Waiting[] = [];
  /** Events of what waits. */
  let events = 0;
  /** All files that are kept, in the order of their times. */
  let kept: TrailFile[] = folder === undefined ? [] : listTrailFiles(folder);
  /** Files that nobody has been given yet, those that whoever asked last may still read, and those of them that go when they are read. */
  const untaken = new Set(kept.map(({ path }) => path));
  let reading = new Set<string>();
  let goLater: string[] = [];
  /** A file that goes may have records of the minute before the next one's. */
  let goneBefore = 0;
  const tidy = (): void => {
    const gone = new Set(planTidying(kept, { maxDays, maxMegabytes }, clock()));
    if (gone.size === 0) return;
    for (const { path } of gone) {
      untaken.delete(path);
      if (reading.has(path)) goLater.push(path);
      else rmSync(path, { force: true });
    }
    kept = kept.filter((file) => !gone.has(file));
    goneBefore = (kept[0]?.at ?? clock()) - MINUTE;
  };
  tidy();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (to: string, calls: readonly Waiting[]): Promise<void> => {
    const path = trailFile(to, place, clock(), randomBytes(12).toString('base64url').replace(/[-_]/g, 'x'));
    try {
      await mkdir(dirname(path), { recursive: true });
      const bytes = await compress(`{"Records":[${calls.map(({ make }) => make()).join()}]}`);
      // Whoever reads meanwhile sees whole files.
      await writeFile(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
      kept.push(readTrailFile(path, bytes.length)!);
      untaken.add(path);
      tidy();
    } catch (cause) {
      log(dataError(`${calls.length} records of the trail are not kept: cannot write to ${path}`, cause).message);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const calls = waiting;
    if (folder === undefined || calls.length === 0) return writing;
    [waiting, events] = [[], 0];
    writing = writing.then(() => write(folder, calls));
    return writing;
  };
  const add = (call: Waiting): void => {
    waiting.push(call);
    events += call.events;
    if (folder === undefined) {
      while (events > maxEvents && waiting.length > 1) events -= waiting.shift()!.events;
    } else if (waiting.length >= OF_A_FILE) void flush();
    else timer ??= setTimeout(() => void flush(), WAIT).unref();
  };

  return {
    put: (call) =>
      add({ events: 1 + (call.request?.events.length ?? 0), make: () => putRecord(call, place, randomUUID()) }),
    identity: (call) => add({ events: 1, make: () => identityRecord(call, place, randomUUID()) }),
    async take() {
      for (const path of goLater) rmSync(path, { force: true });
      [reading, goLater] = [new Set(), []];
      await flush();
      reading = new Set(untaken);
      const taken: Taken = {
        records: folder === undefined ? waiting.map(({ make }) => make()) : [],
        files: [...untaken],
        forgetBefore: Math.max(0, goneBefore, clock() - maxDays * DAY),
      };
      untaken.clear();
      if (folder === undefined) [waiting, events] = [[], 0];
      return taken;
    },
    clear: async () => {
      clearTimeout(timer);
      timer = undefined;
      [waiting, events] = [[], 0];
      writing = writing.then(async () => {
        [kept, reading, goLater] = [[], new Set(), []];
        untaken.clear();
        if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      });
      await writing;
    },
    close: flush,
  };
}
