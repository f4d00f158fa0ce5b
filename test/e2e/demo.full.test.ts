import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkJourneys } from '../../scripts/demo/check-journeys.ts';
import { AUTHS } from '../../scripts/demo/demo-options.ts';
import { checkIdentityEvents, COGNITO_USER } from '../../scripts/demo/identity-events.ts';
import { prepare } from '../../scripts/demo/prepare.ts';
import { launchBrowser } from '../support/browser.ts';
import { missingDynamoDb } from '../support/aws/startDynamoDb.ts';
import { findKafka } from '../support/kafka/findKafka.ts';
import { unavailable } from '../support/requireOrSkip.ts';
import { walkWith } from './walkWith.ts';

let browser: Browser | undefined;

beforeAll(async () => {
  prepare(() => undefined);
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

it.each(AUTHS.filter((auth) => auth !== 'development'))(
  'the demo shop shows every page and request once, in the right app monitor, where users sign in with %s',
  async (auth) => {
    const { walk, identityEvents, subject, pageViews } = await walkWith(auth, browser!);
    expect(checkJourneys(walk)).toEqual([]);
    expect(pageViews).toMatchObject({ status: 200, answer: { query: 'page-views' } });
    expect((pageViews.answer as { rows: unknown[] }).rows.length).toBeGreaterThan(0);
    // Other providers' events have no pipeline here.
    if (auth === 'oidc') return expect(identityEvents).toBeUndefined();
    if (auth === 'cognito') return expect(checkIdentityEvents(identityEvents!, subject!, COGNITO_USER)).toEqual([]);
    expect(checkIdentityEvents(identityEvents!, 'auth0|Ada')).toEqual([]);
    expect(identityEvents![0]).toMatchObject({ outcome: 'success', client_name: 'Lowland Supply', ip: '127.0.0.1' });
  },
);

const demo = resolve(import.meta.dirname, '../../scripts/demo.ts');

/** Runs the journey of the command, which ends with the table of identity events. */
function runJourney(...options: string[]): string {
  const { stdout, stderr, status } = spawnSync('npx', ['tsx', demo, ...options, '--journey'], { encoding: 'utf8' });
  expect(stderr).not.toContain('Not as it must be');
  expect(status).toBe(0);
  const [journeys, events] = stdout.split('USERS')[0]!.split('IDENTITY EVENTS');
  expect(journeys).toMatch(/DualRum_Unauthenticated[^]*DualRum_Authenticated/);
  const lines = events!.split('\n').filter((line) => /^\d{4}-\d\d-\d\d /.test(line));
  expect(lines).toHaveLength(options.includes('cognito') ? 5 : 3);
  expect(events).toMatch(/^occurred_at +type +outcome +subject/m);
  expect(stdout).toContain('and every identity event');
  return stdout;
}

it.each(['auth0', 'cognito'])(
  'the journey with %s ends with a table of the identity events under both user journeys',
  (auth) => void runJourney('--auth', auth),
);

const noTable = missingDynamoDb();
it.skipIf(noTable !== undefined && unavailable('the table of users in the demo', noTable))(
  'the journey with cognito ends with the row that the sign-up has left in the table of users',
  () => {
    const [, users] = runJourney('--auth', 'cognito').split('USERS · as the table has them');
    expect(users).toMatch(/^[\w-]{36} +ada@example\.com +Ada Byron +[\w-]{36} +PostConfirmation_ConfirmSignUp /m);
  },
);

const kafka = findKafka();
it.skipIf('why' in kafka && unavailable('the demo with --kafka', kafka.why))(
  'the journey with cognito and --kafka reads the identity events from a topic of a real broker',
  () => expect(runJourney('--auth', 'cognito', '--kafka')).toMatch(/They are in the topic identity-events of Kafka \d/),
);
