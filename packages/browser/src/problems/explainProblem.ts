import type { Problem } from '../api/types.ts';
import type { ProblemFacts } from './ProblemFacts.ts';

/** What happened, the likely cause, and what to do. */
interface Explanation {
  happened: string;
  cause: string;
  fix: string;
}

/** The facts as they read inside a sentence. */
interface Words {
  monitor: string;
  count: string;
  note: string;
  /** `: ` and the error, or nothing. */
  error: string;
}

const EXPLANATIONS: Record<Problem['type'], (words: Words) => Explanation> = {
  options: ({ error }) => ({
    happened: `Nothing is recorded${error}.`,
    cause: 'In development createDualRum throws this; in production the app goes on without it.',
    fix: 'Correct the option that the message names.',
  }),
  unreachable: ({ monitor, error }) => ({
    happened: `CloudWatch RUM cannot be reached for the ${monitor} monitor${error}. Events are kept and tried again.`,
    cause:
      "The browser is offline, or an ad blocker, a firewall or the page's Content-Security-Policy refuses the request.",
    fix: "Allow the RUM data plane in the policy's connect-src and in blockers.",
  }),
  unavailable: ({ monitor, note }) => ({
    happened: `CloudWatch RUM answered ${note} for the ${monitor} monitor. Events are kept and tried again.`,
    cause: 'The service is busy, or the account has reached a quota of PutRumEvents.',
    fix: 'Nothing, if it passes. If not, see the quotas of PutRumEvents.',
  }),
  forbidden: ({ monitor, note }) => ({
    happened: `CloudWatch RUM refuses the events of the ${monitor} monitor: ${note}. They are kept and tried again, slowly.`,
    cause: "The role may not write here, the user is blocked, or the device's clock is wrong.",
    fix: 'Check the policies of the role, the app monitor id, the region, and the clock of the device.',
  }),
  rejected: ({ monitor, count, note }) => ({
    happened: `CloudWatch RUM found a batch of the ${monitor} monitor invalid: ${note}. Its ${count} events are lost.`,
    cause: 'An event, an attribute or what beforeSend returned is not what the service takes.',
    fix: 'Check custom events, attributes and beforeSend against what the service says.',
  }),
  credentials: ({ monitor, error }) => ({
    happened: `There are no AWS credentials for the ${monitor} monitor${error}. Events are kept and tried again.`,
    cause: 'The identity pool, the credentials provider or the id token failed, or none was given.',
    fix: 'Check identityPoolId, the credentials provider and the id token; or set signing: false for an unsigned monitor.',
  }),
  'queue-full': ({ monitor, count }) => ({
    happened: `Too many events wait for the ${monitor} monitor: ${count} are lost, the oldest first, session starts and errors last.`,
    cause: 'They could not be sent for a while.',
    fix: 'See the problems reported before this one: they say why events wait.',
  }),
  'pending-full': ({ count }) => ({
    happened: `Too many events waited to know who is signed in: ${count} are lost.`,
    cause: 'The AuthSource takes long to answer, and much happens meanwhile.',
    fix: 'Lower pendingTimeout, or let the AuthSource answer sooner.',
  }),
  'session-limit': ({ monitor, note }) => ({
    happened: `The session of the ${monitor} monitor has reached sessionEventLimit (${note}): its further events are dropped.`,
    cause: 'The limit is lower than what one session records.',
    fix: 'Raise sessionEventLimit, or leave it out for no limit.',
  }),
  storage: ({ monitor, error }) =>
    error
      ? {
          happened: `Nothing can be kept for the next page of the ${monitor} monitor${error}. What cannot be sent when the page ends is lost.`,
          cause: 'The browser or its user blocks storage, or the page is not served over https.',
          fix: 'Allow the site to store data, and serve it over https: it takes localStorage, IndexedDB and Web Locks.',
        }
      : {
          happened: `Cookies cannot be stored for the ${monitor} monitor: its session and user id end with the page.`,
          cause: 'The browser or its user blocks cookies, or cookieAttributes does not suit the page.',
          fix: 'Allow cookies for the site, and leave out cookieAttributes.',
        },
  auth: ({ error }) => ({
    happened: `The AuthSource does not say who is signed in${error}. The state is kept and the question asked again.`,
    cause: 'The identity provider or the network fails.',
    fix: 'Check the identity provider and the network.',
  }),
  'invalid-event': ({ note, error }) => ({
    happened: `What was recorded as ${note} cannot be sent${error}. It is lost.`,
    cause: 'JSON has no form for its data, or a page view has no page id.',
    fix: 'Pass plain data: no cycles, no BigInt; to recordPageView a text, or an object with a pageId.',
  }),
  beforeSend: ({ note, error }) => ({
    happened: `beforeSend threw on an event of type ${note}${error}. What was not screened is not sent: the event is lost.`,
    cause: 'beforeSend expects something that this event does not have.',
    fix: 'Let beforeSend return the event, or null to drop it.',
  }),
  instrument: ({ error }) => ({
    happened: `An instrument does not work in this browser${error}. The others go on.`,
    cause: 'The browser lacks what the instrument needs, or the page has locked it.',
    fix: 'Nothing, if these events can be missed.',
  }),
  internal: ({ error }) => ({
    happened: `Dual RUM failed${error}. The app goes on.`,
    cause: 'This is a defect of Dual RUM.',
    fix: 'Please report it with the stack of cause.',
  }),
};

/** The message of a problem (what happened, and the likely cause) and what to do about it. */
export function explainProblem({ type, monitor, count, cause, note }: ProblemFacts): { message: string; fix: string } {
  const {
    happened,
    cause: likely,
    fix,
  } = EXPLANATIONS[type]({
    monitor: String(monitor),
    count: String(count),
    note: withoutPeriod(String(note ?? '')),
    error: cause === undefined ? '' : `: ${withoutPeriod(textOf(cause))}`,
  });
  return { message: `${happened} ${likely}`, fix };
}

const withoutPeriod = (text: string): string => text.replace(/\.$/, '');

/** What was thrown may be anything, even what cannot be made text. */
function textOf(cause: unknown): string {
  try {
    return String(cause);
  } catch {
    return `something of type ${typeof cause}`;
  }
}
