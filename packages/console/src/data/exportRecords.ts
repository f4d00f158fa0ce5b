import type { Value } from '@dual-rum/queries';
import type { DataFolder } from './openDataFolder.ts';
import type { EventRecord } from './records.ts';

const PAGE = 10_000;

/** All events of a data folder, each once, as lines of CloudWatch RUM's log export, in order of arrival. */
export async function* exportRecords(data: DataFolder): AsyncGenerator<string> {
  const database = await data.database();
  for (let last: Value = 0; ;) {
    const rows = await database.sql(`SELECT * FROM rum_events WHERE arrival > ${last} ORDER BY arrival LIMIT ${PAGE}`);
    for (const row of rows) yield `${JSON.stringify(toExport(row))}\n`;
    if (rows.length < PAGE) return;
    last = rows.at(-1)!['arrival']!;
  }
}

function toExport(row: Record<string, Value>): EventRecord {
  const text = (name: string): string => String(row[name] ?? '');
  const json = (name: string): unknown => (row[name] === null ? undefined : JSON.parse(text(name)));
  const at = text('happened_at');
  return {
    event_timestamp: Date.parse(at),
    event_type: text('event_type'),
    event_id: text('event_id'),
    event_version: '1.0.0',
    log_stream: at.slice(0, 13),
    application_id: text('application_id'),
    application_version: text('release'),
    metadata: json('metadata'),
    user_details: { sessionId: text('session_id'), userId: text('user_id') },
    event_details: json('details'),
    dual_rum: {
      monitor: text('monitor'),
      received_at: Date.parse(text('received_at')),
      batch_id: text('batch_id'),
      role: row['role'] as string | null,
      transport: row['transport'] as 'fetch' | 'beacon',
    },
  };
}
