import { expect, it } from 'vitest';
import { runBlock } from '../../support/cdk/runBlock.ts';
import { useSuite } from '../../support/sdk/suite.ts';
import { openTab, type Tab } from '../../support/sdk/tab.ts';

const suite = useSuite('plainPage.ts', {
  appMonitors: [
    { name: 'Guests1', state: 'guest' },
    { name: 'Users1', state: 'authenticated' },
  ],
});

/** A page of Alice or Bob, who are signed in and write to one app monitor with credentials of the identity pool. */
async function pageOf(subject: 'alice' | 'bob'): Promise<Tab> {
  const tab = await openTab(suite, '1', {
    guestPool: true,
    path: `/${subject}`,
    start: () => {
      const identityPoolId = sdkGiven.base.guest.identityPoolId!;
      const authenticated = { ...sdkGiven.base.authenticated, credentials: undefined, identityPoolId };
      sdk.auth = sdk.playAuth(location.pathname.slice(1));
      sdk.start({ auth: sdk.auth, authenticated: authenticated as never });
    },
  });
  tab.expectRefused();
  return tab;
}

const record = (tab: Tab, event: string): Promise<void> => tab.run((name) => sdk.rum.recordEvent(name, {}), event);

it('a user who is blocked is refused with the credentials at hand, nobody else is, and what was kept arrives when it is over', async () => {
  const { console: rum } = suite;
  const block = (...argv: string[]) => {
    const provider = `arn:aws:iam::123456789012:oidc-provider/${rum.issuer.replace('http://', '')}`;
    return runBlock(rum.url, ['alice', '--provider', provider, '--role', 'DualRum-Authenticated', ...argv]);
  };
  const keyOf = (event: string) => rum.events().find(({ type }) => type === event)?.accessKeyId;
  const [alice, bob] = [await pageOf('alice'), await pageOf('bob')];
  await record(alice, 'alice_before');
  await record(bob, 'bob_before');
  await alice.authenticated.arrived('alice_before', 'bob_before');
  expect(rum.refused()).toEqual([]);

  expect(await block('--note', 'forged errors')).toMatchObject({ code: 0 });
  await record(alice, 'alice_blocked');
  await record(bob, 'bob_goes_on');
  await bob.authenticated.arrived('bob_goes_on');
  expect(await alice.problem('forbidden')).toMatchObject({
    message: expect.stringContaining('the user is blocked') as string,
    monitor: 'authenticated',
  });
  // The first refusal met the credentials that she held before.
  expect(rum.refused()[0]).toMatchObject({
    status: 403,
    type: 'AccessDeniedException',
    accessKeyId: keyOf('alice_before'),
    message: expect.stringContaining('with an explicit deny') as string,
  });
  expect(new Set(rum.refused().map(({ accessKeyId }) => accessKeyId)).has(keyOf('bob_before')!)).toBe(false);
  const health = await alice.run(() => sdk.rum.health.authenticated);
  expect(health.lastError).toContain('forbidden');
  expect(health.queued).toBeGreaterThan(0);
  // Her app goes on: it answers, and so does its server.
  expect(await alice.run(() => fetch('/api/status/200').then(({ status }) => status))).toBe(200);
  expect(rum.events().map(({ type }) => type)).not.toContain('alice_blocked');

  expect(await block('--undo')).toMatchObject({ code: 0 });
  await alice.flush();
  expect(rum.events().filter(({ type }) => type === 'alice_blocked')).toHaveLength(1);
  expect([...alice.complaints(), ...bob.complaints()]).toEqual([]);
  await Promise.all([alice.close(), bob.close()]);
});
