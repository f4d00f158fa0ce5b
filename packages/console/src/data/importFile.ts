import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { DataFolder } from './openDataFolder.ts';
import type { EventRecord } from './records.ts';

const BATCH = 1000;

export interface Imported {
  added: number;
  /** Events that were there already. */
  skipped: number;
}

/**
 * Reads a file of CloudWatch RUM's log export into a data folder: JSON, one event a line, with or without the time before it
 * that an export task of CloudWatch Logs writes; `.gz` is unpacked. Events that are there already are passed over.
 * Throws a `ConsoleError` that names the line when one is no event; nothing is added then.
 *
 * @param monitor the name of the app monitor, which an export does not say
 */
export async function importFile(
  data: DataFolder,
  file: string,
  monitor: string | undefined,
  now: number,
): Promise<Imported> {
  // All of it is read before any of it is added.
  const checked = readRecords(file);
  while (!(await checked.next()).done) continue;
  const database = await data.database();
  const known = new Set((await database.sql('SELECT event_id FROM rum_events')).map((row) => String(row['event_id'])));
  const counts: Imported = { added: 0, skipped: 0 };
  let batch: EventRecord[] = [];
  const add = async (): Promise<void> => {
    if (batch.length > 0) await data.appendRecords(batch);
    counts.added += batch.length;
    batch = [];
  };
  for await (const record of readRecords(file)) {
    if (known.has(record.event_id)) {
      counts.skipped += 1;
      continue;
    }
    known.add(record.event_id);
    batch.push({
      ...record,
      dual_rum: { received_at: now, ...(monitor === undefined ? {} : { monitor }), ...record.dual_rum },
    });
    if (batch.length === BATCH) await add();
  }
  await add();
  return counts;
}

/** The records of a file, in their order. */
export async function* readRecords(file: string): AsyncGenerator<EventRecord> {
  const source = createReadStream(file);
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  // An error of the file itself does not come through the pipe.
  source.on('error', (error) => bytes.destroy(error));
  let number = 0;
  try {
    for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() !== '') yield parse(line, `${file}, line ${number}`);
    }
  } catch (cause) {
    if (cause instanceof ConsoleError) throw cause;
    throw new ConsoleError('import', `cannot read ${file}: ${(cause as Error).message}.`, { cause });
  }
}

const FIELDS = { event_timestamp: 'number', event_type: 'string', event_id: 'string' } as const;

function parse(line: string, at: string): EventRecord {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(line.slice(Math.max(0, line.indexOf('{')))) as Record<string, unknown>;
  } catch (cause) {
    throw new ConsoleError(
      'import',
      `${at} is not JSON: ${(cause as Error).message}. A line is one event, as CloudWatch Logs has it; the last line of a download that broke off is half an event: download it again, or remove that line.`,
      { cause },
    );
  }
  for (const [field, type] of Object.entries(FIELDS)) {
    if (typeof record[field] !== type)
      throw new ConsoleError(
        'import',
        `${at} has no ${field} that is a ${type}; it must be an event as CloudWatch RUM exports it: {"event_timestamp":1790000000000,"event_type":"com.amazon.rum.page_view_event","event_id":"…",…}.`,
      );
  }
  return record as unknown as EventRecord;
}
