import { isUtf8 } from 'node:buffer';
import { acceptBatch, batchOfEvents, type Received } from '../store/acceptBatch.ts';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';
import type { AcceptedBatch } from '../store/StoredEvent.ts';
import { fromRecord, toRecord, type EventRecord } from './records.ts';

/** A line of the journal: a batch as it came, or records of a log export. It begins with the number of its events. */
type JournalLine = { batch: number; arrival: number } & (
  { received: Received; body: PutRumEventsRequest } | { records: EventRecord[] }
);

/** What a line says. */
export interface JournalBatch {
  /** Number of arrival of its first event. */
  arrival: number;
  batch: AcceptedBatch;
  /** Its events as lines of JSON, in order; `copyOf` tells which copy an event is. */
  records: (copyOf: (id: string) => number) => string[];
}

/** The line of a request. `json` are its bytes, valid JSON, which go to disk as they came. */
export function lineOfRequest(batch: AcceptedBatch, arrival: number, json: Buffer): Buffer[] {
  const { monitor, monitorId, role, accessKeyId, transport, receivedAt, size } = batch;
  const received: Received = { monitor, monitorId, role, accessKeyId, transport, receivedAt };
  const head = JSON.stringify({ batch: size, arrival, received }).slice(0, -1);
  return [Buffer.from(`${head},"body":`), inOneLine(json), END];
}

/** The line of records of a log export. */
export function lineOfRecords(records: readonly EventRecord[], first: number): Buffer[] {
  const numbered = records.map((record, index) => ({
    ...record,
    dual_rum: { ...record.dual_rum, arrival: first + index },
  }));
  return [Buffer.from(`${JSON.stringify({ batch: records.length, arrival: first, records: numbered })}\n`)];
}

/** Reads a line. Throws an error that says what is wrong with it. */
export function readLine(text: string): JournalBatch {
  const line = JSON.parse(text) as Partial<JournalLine> | null;
  const { batch: size, arrival } = line ?? {};
  if (typeof size !== 'number' || typeof arrival !== 'number') throw new Error('it is no batch');
  const isRequest = 'received' in line!;
  const found = isRequest ? line.body?.RumEvents : (line as { records?: EventRecord[] }).records;
  if (!Array.isArray(found)) throw new Error('it is no batch');
  if (found.length !== size) throw new Error(`a batch of ${size} events has ${found.length}`);
  if (isRequest) {
    const body = line.body!;
    const batch = acceptBatch(body, line.received!, () => body);
    return {
      arrival,
      batch,
      records: (copyOf) => batch.readEvents().map((event, index) => toRecord(event, arrival + index, copyOf(event.id))),
    };
  }
  const records = found as EventRecord[];
  const events = records.map(fromRecord);
  return {
    arrival,
    batch: batchOfEvents(events[0]!, events),
    records: (copyOf) =>
      records.map((record) =>
        JSON.stringify({ ...record, dual_rum: { ...record.dual_rum, copy: copyOf(record.event_id) } }),
      ),
  };
}

const END = Buffer.from('}\n');
const [LINE_FEED, RETURN] = [0x0a, 0x0d];

/** In valid JSON a line break stands between values only, where a space says the same. */
function inOneLine(json: Buffer): Buffer {
  // What is no UTF-8 was read with a sign in its place.
  const bytes = isUtf8(json) ? json : Buffer.from(json.toString('utf8'));
  if (!bytes.includes(LINE_FEED) && !bytes.includes(RETURN)) return bytes;
  return Buffer.from(bytes.map((byte) => (byte === LINE_FEED || byte === RETURN ? 0x20 : byte)));
}
