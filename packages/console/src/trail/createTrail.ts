import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { dataError } from '../data/dataError.ts';
import type { IdentityCall, PutCall } from './TrailCall.ts';
import { identityRecord, putRecord, type Place } from './toTrailRecord.ts';
import { listTrailFiles, trailFile } from './trailFile.ts';

/** What has come since it was last taken: records as lines of JSON, and files of them. */
export interface Taken {
  records: string[];
  files: string[];
}

/** Who called PutRumEvents and the identity pools, as CloudTrail records it. */
export interface Trail {
  put: (call: PutCall) => void;
  identity: (call: IdentityCall) => void;
  take: () => Promise<Taken>;
  /** Forgets everything. */
  clear: () => Promise<void>;
  /** Resolves when all that came is written. */
  close: () => Promise<void>;
}

interface TrailOptions extends Place {
  /** Folder for the files; undefined: in memory only. */
  folder: string | undefined;
  /** Events of the calls that are kept in memory when nobody asks. */
  maxEvents: number;
  /** Days that files are kept. */
  maxDays: number;
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
const DAY = 24 * 3600 * 1000;
const compress = promisify(gzip);

/**
 * Records calls. Nobody waits for it, as nobody does for CloudTrail: a call is answered before its record is written, and a record
 * that cannot be written is lost, with a line in the log.
 */
export function createTrail({ folder, maxEvents, maxDays, clock, log, ...place }: TrailOptions): Trail {
  let waiting: Waiting[] = [];
  /** Events of what waits. */
  let events = 0;
  let files = folder === undefined ? [] : keptFiles(folder, clock() - maxDays * DAY);
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
      files.push(path);
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
      await flush();
      const taken: Taken = { records: folder === undefined ? waiting.map(({ make }) => make()) : [], files };
      files = [];
      if (folder === undefined) [waiting, events] = [[], 0];
      return taken;
    },
    clear: async () => {
      clearTimeout(timer);
      timer = undefined;
      [waiting, events] = [[], 0];
      writing = writing.then(async () => {
        files = [];
        if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      });
      await writing;
    },
    close: flush,
  };
}

/** Files that are not too old; the others go. */
function keptFiles(folder: string, since: number): string[] {
  const firstDay = new Date(Math.max(0, since)).toISOString().slice(0, 10);
  return listTrailFiles(folder).flatMap(({ path, day }) => {
    if (day >= firstDay) return [path];
    rmSync(path);
    return [];
  });
}
