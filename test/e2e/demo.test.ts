import type { JourneySession } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkJourneys, type Walk } from '../../scripts/demo/check-journeys.ts';
import { prepare } from '../../scripts/demo/prepare.ts';
import { demoOptions } from '../../scripts/demo/demo-options.ts';
import { launchBrowser } from '../support/browser.ts';
import { walkWith } from './walkWith.ts';

let browser: Browser | undefined;
/** The walk through the shop with the console's own issuer. */
let seen: Walk;

beforeAll(async () => {
  prepare(() => undefined);
  browser = await launchBrowser();
  ({ walk: seen } = await walkWith('development', browser));
});

afterAll(() => browser?.close());

/** The walk with something about it changed. */
function altered(change: (walk: Walk) => void): string[] {
  const copy = structuredClone(seen);
  change(copy);
  return checkJourneys(copy);
}

const session = (walk: Walk, state: 'guest' | 'authenticated'): JourneySession =>
  walk.journeys.monitors.find((monitor) => monitor.state === state)!.sessions[0]!;

describe('the demo shop', () => {
  it('shows the guest in one app monitor and the signed-in user in the other, every page and request once', () => {
    expect(checkJourneys(seen)).toEqual([]);
  });
});

describe('demoOptions', () => {
  it('takes a client to sign in with, and says which there are', () => {
    expect(demoOptions(['--auth', 'oidc']).auth).toBe('oidc');
    expect(() => demoOptions(['--auth', 'okta'])).toThrow(
      '--auth takes development, auth0, cognito, oidc, not "okta".',
    );
  });

  it('starts a broker only for the events of Cognito', () => {
    expect(demoOptions(['--auth', 'cognito', '--kafka']).kafka).toBe(true);
    expect(() => demoOptions(['--kafka'])).toThrow('--kafka takes the events of --auth cognito.');
  });
});

describe('checkJourneys', () => {
  it('reports a page that is missing', () => {
    expect(altered((walk) => session(walk, 'authenticated').pages.splice(3, 1))).toEqual([
      expect.stringMatching(/the pages are .*\/product\/:id → \/checkout.* instead of .*\/product\/:id → \/cart/),
    ]);
  });

  it('reports a signed-in page under guests', () => {
    expect(altered((walk) => session(walk, 'guest').pages.push({ pageId: '/cart', at: 0 }))).toEqual([
      expect.stringContaining('the pages are / → /auth → / → /cart instead of / → /auth → /'),
    ]);
  });

  it.each([0, 2])('reports %d session_start events', (count) => {
    expect(altered((walk) => (session(walk, 'authenticated').sessionStarts = count))).toEqual([
      expect.stringContaining(`${count} session_start events instead of 1`),
    ]);
  });

  it('reports a session signed by the other role, or by both', () => {
    expect(altered((walk) => session(walk, 'guest').roles.push('AuthenticatedRole'))).toEqual([
      expect.stringContaining('signed by GuestRole, AuthenticatedRole instead of GuestRole'),
    ]);
  });

  it('reports a session that is missing and one too many', () => {
    expect(altered((walk) => walk.journeys.monitors.forEach((monitor) => (monitor.sessions = [])))).toEqual([
      expect.stringContaining('no session came'),
      expect.stringContaining('no session came'),
    ]);
    const second = altered((walk) => {
      const guests = walk.journeys.monitors.find(({ state }) => state === 'guest')!;
      guests.sessions.push({ ...guests.sessions[0]!, sessionId: 'another' });
    });
    expect(second).toEqual([expect.stringContaining('2 sessions came instead of 1')]);
  });

  it('reports a request that is lost and one in the wrong app monitor', () => {
    const isOrder = ({ details }: Walk['events'][number]) => JSON.stringify(details).includes('"/api/orders"');
    expect(altered((walk) => (walk.events = walk.events.filter((event) => !isOrder(event))))).toEqual([
      expect.stringContaining('0 requests POST /api/orders instead of 1'),
    ]);
    const guestId = seen.journeys.monitors.find(({ state }) => state === 'guest')!.id;
    expect(altered((walk) => (walk.events.find(isOrder)!.monitorId = guestId))).toHaveLength(2);
  });

  it('reports a user id that is in both app monitors', () => {
    const differences = altered((walk) => {
      session(walk, 'guest').userId = session(walk, 'authenticated').userId;
    });
    expect(differences).toEqual([expect.stringMatching(/^User id .* is in both app monitors\.$/)]);
  });

  it('reports refused writes, duplicates and what the browser complains about', () => {
    const differences = altered((walk) => {
      walk.journeys.refused.push({
        at: 0,
        monitor: 'Shop',
        status: 403,
        type: 'AccessDeniedException',
        message: 'not allowed',
        role: null,
        accessKeyId: null,
        transport: 'fetch',
      });
      walk.duplicates.ids.push({ id: 'e1', times: 2, monitors: ['Shop'] });
      walk.complaints.push('TypeError: x');
    });
    expect(differences).toEqual([
      'Shop: a write was refused, 403 not allowed',
      'Event e1 came 2 times (Shop).',
      'The browser complained: TypeError: x',
    ]);
  });
});
