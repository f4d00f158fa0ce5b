import { plural } from './format.ts';

/** A row of the query `verdict-evidence`: a record that the verdict on a session rests on. */
export interface EvidenceRow {
  time: string | null;
  /** Who says it: CloudTrail's records, the identity provider's events, or the events themselves. */
  source: 'trail' | 'identity' | 'rum';
  what: string;
  subject: string | null;
  identity_id: string | null;
  access_key_id: string | null;
  ip: string | null;
  user_agent: string | null;
  outcome: string | null;
  batch_id: string | null;
  events: number | null;
  recorded_from: string | null;
  recorded_to: string | null;
  id: string | null;
}

/** Who says what a row of evidence has. */
export const sourceNames: Record<EvidenceRow['source'], string> = {
  trail: 'Trail',
  identity: 'Identity provider',
  rum: 'Events',
};

/** A row of evidence in one line. */
export function describeEvidence(row: EvidenceRow): string {
  const who = row.subject ?? row.identity_id ?? 'nobody known';
  const from = row.ip === null ? '' : ` from ${row.ip}`;
  switch (row.source) {
    case 'rum':
      return `${plural(row.events ?? 0, 'event')} recorded for ${row.what}${row.outcome === null ? '' : `, release ${row.outcome}`}`;
    case 'identity':
      return `${row.what} of ${who}${from}${row.outcome === null ? '' : `: ${row.outcome}`}`;
    case 'trail':
      if (row.what !== 'PutRumEvents')
        return `${row.what} by ${who}${from}${row.outcome === null ? '' : `: ${row.outcome}`}`;
      if (row.outcome === 'guest') return `${plural(row.events ?? 0, 'event')} written by a guest${from}`;
      return row.outcome === null
        ? `${plural(row.events ?? 0, 'event')} written by ${who}${from}`
        : `${row.outcome}: a write of ${who}${from} was refused`;
  }
}
