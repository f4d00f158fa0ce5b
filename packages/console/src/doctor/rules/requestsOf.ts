import type { MonitorName, Observations, SeenIdentityRequest, SeenRum, SeenWrite } from '../Observations.ts';

export const idOf = (rum: SeenRum, name: MonitorName): string => (name === 'guest' ? rum.guestId : rum.authenticatedId);

/** The batches sent to one app monitor of a rum, in order. */
export function writesOf(rum: SeenRum, name: MonitorName, { requests }: Observations): SeenWrite[] {
  const id = idOf(rum, name);
  return requests.filter((request): request is SeenWrite => request.kind === 'write' && request.monitorId === id);
}

/** Requests for the credentials of guests, or of signed-in users, in order. */
export function identityRequestsOf(name: MonitorName, { requests }: Observations): SeenIdentityRequest[] {
  // A user's requests carry tokens.
  return requests.filter(
    (request): request is SeenIdentityRequest =>
      request.kind === 'identity' && request.logins.length > 0 === (name === 'authenticated'),
  );
}

/** A request as evidence: `PutRumEvents to http://… → 403 AccessDeniedException: …` */
export function describeRequest(request: SeenWrite | SeenIdentityRequest): string {
  const { outcome } = request;
  const what = request.kind === 'write' ? 'PutRumEvents to' : `${request.operation} to`;
  const came =
    outcome.is === 'answered'
      ? [outcome.status, outcome.type, outcome.message && `: ${outcome.message}`]
          .filter(Boolean)
          .join(' ')
          .replace(' :', ':')
      : outcome.is === 'failed'
        ? outcome.error
        : 'no answer yet';
  return `${what} ${request.url} → ${came}`;
}

/** What serves an address: `https://host:port`, or nothing for what is no address. */
export function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return '';
  }
}

const AWS_HOST = /^https:\/\/(dataplane\.rum|cognito-identity(-fips)?)\.[a-z\d-]+\.amazonaws\.com(\.cn)?$/;

/** Whether an address is one of CloudWatch RUM or of identity pools at AWS. */
export const isAtAws = (url: string): boolean => AWS_HOST.test(originOf(url));

export const isLoopback = (url: string): boolean =>
  /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(originOf(url));
