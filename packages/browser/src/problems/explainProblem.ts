import type { Trouble } from './createProblems.ts';

/** What happened, the likely cause, and what to do about it. */
export function explain({ type, monitor, count, cause, note: said }: Trouble): { message: string; fix: string } {
  const note = String(said ?? '').replace(/\.$/, '');
  const why = cause === undefined ? '' : `: ${String(cause)}`;
  switch (type) {
    case 'unreachable':
      return {
        message: `CloudWatch RUM cannot be reached for the ${monitor} monitor${why}. The browser is offline, or an ad blocker, a firewall or the page's Content-Security-Policy refuses it. Events are kept and tried again.`,
        fix: "Allow the RUM data plane in the policy's connect-src and in blockers.",
      };
    case 'unavailable':
      return {
        message: `CloudWatch RUM answered ${note} for the ${monitor} monitor. Events are kept and tried again.`,
        fix: 'Nothing, if it passes. If not, see the quotas of PutRumEvents.',
      };
    case 'forbidden':
      return {
        message: `CloudWatch RUM refuses the events of the ${monitor} monitor: ${note}. They are kept and tried again, slowly.`,
        fix: 'Check the PutRumEvents policy of the role, the app monitor id, the region, and the clock of the device.',
      };
    case 'rejected':
      return {
        message: `CloudWatch RUM found a batch of the ${monitor} monitor invalid: ${note}. Its ${count} events are lost.`,
        fix: 'Check custom events, attributes and beforeSend against what the service says.',
      };
    case 'credentials':
      return {
        message: `There are no AWS credentials for the ${monitor} monitor${why}. Events are kept and tried again.`,
        fix: 'Check identityPoolId, the credentials provider and the id token; or set signing: false for an unsigned monitor.',
      };
    case 'queue-full':
      return {
        message: `Too many events wait for the ${monitor} monitor: ${count} are lost, the oldest first, session starts and errors last.`,
        fix: 'See the problems reported before this one: they say why events wait.',
      };
    case 'pending-full':
      return {
        message: `Too many events waited to know who is signed in: ${count} are lost.`,
        fix: 'Lower pendingTimeout, or let the AuthSource answer sooner.',
      };
    case 'session-limit':
      return {
        message: `The session of the ${monitor} monitor has reached sessionEventLimit (${note}): its further events are dropped.`,
        fix: 'Raise sessionEventLimit, or leave it out for no limit.',
      };
    case 'storage':
      if (cause !== undefined) {
        return {
          message: `Nothing can be kept for the next page of the ${monitor} monitor${why}. What cannot be sent when the page ends is lost.`,
          fix: 'Allow the site to store data, and serve it over https: it takes localStorage, IndexedDB and Web Locks.',
        };
      }
      return {
        message: `Cookies cannot be stored for the ${monitor} monitor: its session and user id end with the page.`,
        fix: 'Allow cookies for the site; on plain http set cookieAttributes.secure to false.',
      };
    case 'auth':
      return {
        message: `The AuthSource does not say who is signed in${why}. The state is kept and the question asked again.`,
        fix: 'Check the identity provider and the network.',
      };
    case 'invalid-event':
      return {
        message: `An event of type ${note} cannot be sent${why}. It is lost.`,
        fix: 'Pass plain data: no cycles, no BigInt.',
      };
    case 'beforeSend':
      return {
        message: `beforeSend threw on an event of type ${note}${why}. What was not screened is not sent: the event is lost.`,
        fix: 'Let beforeSend return the event, or null to drop it.',
      };
    case 'instrument':
      return { message: `An instrument does not work in this browser${why}. The others go on.`, fix: 'Nothing.' };
    case 'internal':
      return { message: `Dual RUM failed${why}. The app goes on.`, fix: 'Please report it with the stack of cause.' };
  }
}
