import type { Parameter } from './Query.ts';

const whole = (name: string, meaning: string, from: number, to: number, byDefault: number): Parameter => ({
  name,
  meaning,
  kind: 'whole',
  from,
  to,
  default: byDefault,
});

/** What the verdict is judged by. */
export const verdictParameters: readonly Parameter[] = [
  whole(
    'lifetimeDays',
    'How long a sign-in lasts that nobody signs out of: of the refresh token or the session.',
    1,
    365,
    30,
  ),
  whole('keptDays', 'How long a browser keeps what it could not send.', 0, 30, 1),
  whole('skewMinutes', 'How far clocks may differ, before and after each time.', 0, 1440, 15),
  whole('clockHours', 'How wrong the clock of a device may be before its times are implausible.', 1, 8760, 24),
  whole('maxEvents', 'Most events of a session.', 1, 1_000_000_000, 2000),
  whole('maxSessions', 'Most sessions of a user on a day.', 1, 1_000_000_000, 200),
  whole('maxCopies', 'How often a client may have to send an event until it is acknowledged.', 1, 1000, 10),
  {
    name: 'releases',
    meaning: 'The releases that there are, with commas between them; without it any release counts as known.',
    kind: 'list',
    default: null,
  },
  {
    name: 'blocked',
    meaning: 'Who is blocked, as <subject or identity id>@<since> or …@<since>/<until>, with commas between them.',
    kind: 'blocks',
    default: null,
  },
];
