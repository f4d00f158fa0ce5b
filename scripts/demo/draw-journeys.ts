import type { Journeys, JourneySession, StoredEvent } from '@dual-rum/console';

const WIDTH = 96;

/** Both app monitors' user journeys for a terminal, as the CloudWatch console draws them: session, page → page → page. */
export function drawJourneys({ monitors }: Journeys, events: StoredEvent[]): string {
  return monitors
    .map(({ id, name, state, sessions }) => {
      const title = `─ ${state === 'guest' ? 'GUESTS' : 'SIGNED IN'} · app monitor ${name} `;
      const own = events.filter((event) => event.monitorId === id);
      const blocks = sessions.map((session) =>
        drawSession(
          session,
          own.filter((event) => event.sessionId === session.sessionId),
        ),
      );
      const body = blocks.length > 0 ? blocks.join('\n│\n') : '│  nothing yet';
      return `┌${title.padEnd(WIDTH - 1, '─')}\n│\n${body}\n│\n└${'─'.repeat(WIDTH - 1)}`;
    })
    .join('\n\n');
}

function drawSession(session: JourneySession, events: StoredEvent[]): string {
  const starts = `${session.sessionStarts} session_start${session.sessionStarts === 1 ? '' : 's'}`;
  const lines = [
    `session ${session.sessionId}   ${starts}   signed by ${session.roles.join(', ')}`,
    `user    ${session.userId ?? 'unknown'}   ${session.events} events in ${seconds(session.lastEventAt - session.startedAt)}`,
    '',
    ...drawPages(session),
    '',
    ...countByType(events),
  ];
  return lines.map((line) => `│  ${line}`.trimEnd()).join('\n');
}

/** Pages in rows as wide as the terminal, each page with its time below. */
function drawPages({ pages }: JourneySession): string[] {
  const rows: [string, string][] = [];
  pages.forEach(({ pageId, at }, index) => {
    const next = pages[index + 1];
    const time = clock(at);
    const width = Math.max(pageId.length, time.length);
    const cell: [string, string] = [
      pageId.padEnd(width) + (next ? ` ── ${seconds(next.at - at)} ─▶ ` : ''),
      time.padEnd(width),
    ];
    const row = rows.at(-1);
    if (!row || row[0].length + cell[0].length > WIDTH - 4) rows.push(cell);
    else {
      row[1] = row[1].padEnd(row[0].length) + cell[1];
      row[0] += cell[0];
    }
  });
  return rows.flatMap(([names, times], index) => (index > 0 ? ['', names, times] : [names, times]));
}

function countByType(events: StoredEvent[]): string[] {
  const counts = new Map<string, number>();
  for (const { type } of events) {
    const short = type.replace(/^com\.amazon\.rum\./, '').replace(/_event$/, '');
    counts.set(short, (counts.get(short) ?? 0) + 1);
  }
  const rows: string[] = [];
  for (const [type, count] of [...counts].sort(([, a], [, b]) => b - a)) {
    const row = rows.at(-1);
    const next = `${count} ${type}`;
    if (row === undefined || row.length + next.length > WIDTH - 10) rows.push(next);
    else rows[rows.length - 1] = `${row} · ${next}`;
  }
  return rows;
}

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);
