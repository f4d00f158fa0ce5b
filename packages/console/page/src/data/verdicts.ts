import type { Counts } from '../charts/Counts.ts';

/** A row of the query `verdict`: a session of a signed-in user, or a writer who was refused there. */
export interface VerdictRow {
  monitor: string;
  session_id: string | null;
  verdict: string;
  reasons: string | null;
  subjects: string | null;
  identity_ids: string | null;
  addresses: string | null;
  started_at: string | null;
  last_at: string | null;
  first_arrival: string | null;
  last_arrival: string | null;
  events: number;
  attested_events: number;
  writes: number;
  refused_writes: number;
  sign_in_at: string | null;
  end_at: string | null;
}

/** A row of the query `verdict-over-time`. */
export interface VerdictStep {
  time: string;
  verdict: string;
  sessions: number;
}

/** Whether somebody should look: no, perhaps, or yes. */
export type Concern = 'none' | 'open' | 'look';

/** A verdict in words. */
export interface Verdict {
  name: string;
  title: string;
  means: string;
  concern: Concern;
  /** Judged by the sign-ins alone, since nothing records who wrote. */
  weaker: boolean;
}

const verdict = (name: string, title: string, concern: Concern, means: string): Verdict => ({
  name,
  title,
  means,
  concern,
  weaker: name.endsWith('-without-trail'),
});

/** All verdicts, those that somebody should look at first. */
export const verdicts: readonly Verdict[] = [
  verdict(
    'shared',
    'Shared',
    'look',
    'Several writers used this session id. One of them may have taken it from another.',
  ),
  verdict(
    'unexplained',
    'Unexplained',
    'look',
    'The identity provider reports no sign-in that explains the writes, or they were made with a guest’s credentials, or by no identity at all.',
  ),
  verdict(
    'after-the-end',
    'After the end',
    'look',
    'Events were recorded after the user logged out or was blocked. What was recorded before and only arrived later is no reason.',
  ),
  verdict(
    'implausible',
    'Implausible',
    'look',
    'The writer is known, but no browser does this: too much at one time, event ids used twice, an unknown release, or impossible times.',
  ),
  verdict(
    'refused',
    'Refused',
    'look',
    'Somebody tried to write to this session and was refused each time. None of these events got in.',
  ),
  verdict(
    'unexplained-without-trail',
    'Unexplained, without the trail',
    'look',
    'Nobody’s sign-in can have been alive when this was recorded. Nothing records who wrote.',
  ),
  verdict(
    'implausible-without-trail',
    'Implausible, without the trail',
    'look',
    'No browser does this. Nothing records who wrote.',
  ),
  verdict(
    'unattested',
    'Unattested',
    'open',
    'The trail has no record of the writes. CloudTrail is best effort: this says nothing against the session.',
  ),
  verdict(
    'possible-without-trail',
    'Possible, without the trail',
    'open',
    'Somebody’s sign-in can have been alive when this was recorded. Nothing records who wrote, so it cannot be said whose.',
  ),
  verdict(
    'verified-by-identity-alone',
    'Verified by identity alone',
    'open',
    'One identity wrote all of it, but no record names its user: only that anybody’s sign-in can have been alive is known.',
  ),
  verdict('verified', 'Verified', 'none', 'One user wrote all of it, with a sign-in that can still be alive.'),
];

/** A verdict by its name. One that the page does not know is told as it is. */
export const findVerdict = (name: string): Verdict =>
  verdicts.find((one) => one.name === name) ?? verdict(name, name, 'open', 'This page does not know this verdict.');

/** What each reason of a verdict means. */
export const reasonTexts: Record<string, string> = {
  'several writers':
    'Several users or identities wrote to this session. Compare the subjects and addresses of the writes.',
  'guest credentials': 'The writer had a guest’s credentials.',
  'not allowed': 'A policy denied the write: the writer is blocked, or the role may not write here.',
  'no identity': 'The credentials of a write belong to no identity of the identity pool.',
  'no sign-in': 'The identity provider reports no sign-in of this user that can have been alive.',
  'after the log-out': 'Recorded after the log-out, and no sign-in followed.',
  'after the block': 'Recorded while the user was blocked.',
  'event ids twice': 'Event ids came twice in a way in which no client sends again: in two sessions, or in one batch.',
  'too many events': 'More events than a session may have.',
  'too many sessions': 'More sessions of this user on one day than there may be.',
  'unknown release': 'The release is none of those that there are.',
  'recorded after it arrived': 'Events say that they happened after they arrived.',
  'recorded too long ago': 'Events say that they happened longer ago than a browser keeps them.',
  'no record of the write': 'The trail has no record of a write to this session.',
};

/** The reasons of a verdict, in words. */
export const explainReasons = (reasons: string | null): string[] =>
  reasons === null ? [] : reasons.split(', ').map((reason) => reasonTexts[reason] ?? reason);

/** The verdicts that there are, each as what is counted, those that somebody should look at first. */
export function countVerdicts(rows: readonly VerdictStep[]): Counts[] {
  const order = verdicts.map(({ name }) => name);
  return [...new Set(rows.map((row) => row.verdict))]
    .sort((one, other) => order.indexOf(one) - order.indexOf(other))
    .map((name) => ({
      title: findVerdict(name).title,
      steps: rows.filter((row) => row.verdict === name).map(({ time, sessions }) => ({ time, value: sessions })),
    }));
}
