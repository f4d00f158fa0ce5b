import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkJourneys } from '../../scripts/demo/check-journeys.ts';
import { AUTHS } from '../../scripts/demo/demo-options.ts';
import { checkIdentityEvents, KNOWN_USER } from '../../scripts/demo/identity-events.ts';
import { prepare } from '../../scripts/demo/prepare.ts';
import { launchBrowser } from '../support/browser.ts';
import { walkWith } from './walkWith.ts';

let browser: Browser | undefined;

beforeAll(async () => {
  await prepare(() => undefined);
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

it.each(AUTHS.filter((auth) => auth !== 'development'))(
  'the demo shop shows every page and request once, in the right app monitor, where users sign in with %s',
  async (auth) => {
    const { walk, identityEvents, subject } = await walkWith(auth, browser!);
    expect(checkJourneys(walk)).toEqual([]);
    // Other providers' events have no pipeline here.
    if (auth === 'oidc') return expect(identityEvents).toBeUndefined();
    if (auth === 'cognito') return expect(checkIdentityEvents(identityEvents!, subject!, KNOWN_USER)).toEqual([]);
    expect(checkIdentityEvents(identityEvents!, 'auth0|Ada')).toEqual([]);
    expect(identityEvents![0]).toMatchObject({ outcome: 'success', client_name: 'Lowland Supply', ip: '127.0.0.1' });
  },
);
