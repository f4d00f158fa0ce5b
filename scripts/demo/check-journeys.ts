import type { Journeys, JourneySession, MonitorJourneys, StatusReport, StoredEvent } from '@dual-rum/console';

/** What came of a walk through the shop. */
export interface Walk {
  /** Users sign in and out on the provider's pages: the shop is left and loaded again. */
  leaves: boolean;
  journeys: Journeys;
  /** What both app monitors received. */
  events: StoredEvent[];
  /** Events that came more than once. */
  duplicates: StatusReport['duplicates'];
  /** Console errors and uncaught errors in the browser. */
  complaints: string[];
}

interface Expected {
  role: string;
  pages: string[];
  /** Every request to the shop once, in any order. */
  requests: string[];
}

const home = ['GET /api/categories', 'GET /api/products'];

/** What the journey must look like, by who may write to the app monitor. */
const expected = (leaves: boolean): Record<'guest' | 'authenticated', Expected> => ({
  guest: {
    role: 'GuestRole',
    // Signed out on the home page, the guest is on it, and still is when it loads again, back from the provider.
    pages: ['/', '/auth', '/'],
    requests: [...home, ...(leaves ? home : [])],
  },
  authenticated: {
    role: 'AuthenticatedRole',
    // In the shop, the user's session begins where the sign-in took place; from the provider they come home.
    pages: [...(leaves ? [] : ['/auth']), '/', '/product/:id', '/cart', '/checkout', '/order/:id', '/'],
    requests: [
      ...home,
      'GET /api/products/stoneware-mug',
      'GET /api/products',
      'GET /api/products',
      'POST /api/orders',
      'GET /api/orders/:id',
      ...home,
    ],
  },
});

/** How a walk differs from what it must be, one sentence each; empty when nothing does. */
export function checkJourneys({ leaves, journeys, events, duplicates, complaints }: Walk): string[] {
  const monitors = (['guest', 'authenticated'] as const).map((state) => {
    const monitor = journeys.monitors.find((each) => each.state === state);
    return { state, monitor };
  });
  return [
    ...monitors.flatMap(({ state, monitor }) =>
      monitor ? differencesOf(monitor, events, expected(leaves)[state]) : [`There is no ${state} app monitor.`],
    ),
    ...sharedUsers(monitors.flatMap(({ monitor }) => (monitor ? [monitor] : []))),
    ...journeys.refused.map(({ monitor, status, message }) => `${monitor}: a write was refused, ${status} ${message}`),
    ...duplicates.ids.map(({ id, times, monitors }) => `Event ${id} came ${times} times (${monitors.join(', ')}).`),
    ...complaints.map((complaint) => `The browser complained: ${complaint}`),
  ];
}

function differencesOf({ id, name, sessions }: MonitorJourneys, events: StoredEvent[], want: Expected): string[] {
  const [session, ...more] = sessions;
  if (!session) return [`${name}: no session came.`];
  return [
    ...(more.length > 0 ? [`${name}: ${sessions.length} sessions came instead of 1.`] : []),
    ...sessions.flatMap((each) => sessionDifferences(name, each, want)),
    ...requestDifferences(name, events.filter(({ monitorId }) => monitorId === id).flatMap(requestOf), want.requests),
  ];
}

function sessionDifferences(
  monitor: string,
  { sessionId, pages, sessionStarts, roles }: JourneySession,
  want: Expected,
): string[] {
  const name = `${monitor}, session ${sessionId}`;
  const path = pages.map(({ pageId }) => pageId).join(' → ');
  const wantedPath = want.pages.join(' → ');
  const differences: string[] = [];
  if (path !== wantedPath) differences.push(`${name}: the pages are ${path || 'none'} instead of ${wantedPath}.`);
  if (sessionStarts !== 1) differences.push(`${name}: ${sessionStarts} session_start events instead of 1.`);
  if (roles.join() !== want.role) differences.push(`${name}: signed by ${roles.join(', ')} instead of ${want.role}.`);
  return differences;
}

function requestDifferences(monitor: string, requests: string[], want: string[]): string[] {
  return [...new Set([...want, ...requests])].flatMap((request) => {
    const count = requests.filter((each) => each === request).length;
    const wanted = want.filter((each) => each === request).length;
    return count === wanted ? [] : [`${monitor}: ${count} requests ${request} instead of ${wanted}.`];
  });
}

/** `GET /api/orders/:id` for an http event of the shop's own; nothing for others. */
function requestOf({ type, details }: StoredEvent): string[] {
  if (type !== 'com.amazon.rum.http_event') return [];
  const { method, url } = (details as { request: { method: string; url: string } }).request;
  // An absolute address is the identity provider's: how often it is asked is its client's affair.
  return /^https?:/.test(url) ? [] : [`${method} ${url.replace(/(?<=\/orders\/).+/, ':id')}`];
}

/** Nothing may link what someone did as a guest to what they did signed in. */
function sharedUsers(monitors: MonitorJourneys[]): string[] {
  const [guests, users] = monitors.map(({ sessions }) => sessions.map(({ userId }) => userId));
  const shared = guests?.filter((id) => id !== undefined && users?.includes(id)) ?? [];
  return [...new Set(shared)].map((id) => `User id ${id} is in both app monitors.`);
}
