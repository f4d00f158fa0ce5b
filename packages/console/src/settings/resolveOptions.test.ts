import { describe, expect, it } from 'vitest';
import { ConsoleError } from '../errors/ConsoleError.ts';
import { startConsole } from '../core/startConsole.ts';
import { toBrowserConfig } from '../control/toBrowserConfig.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { resolveOptions } from './resolveOptions.ts';

const id = '11111111-2222-3333-4444-555555555555';
let count = 0;
const uuid = () => `00000000-0000-0000-0000-${String(++count).padStart(12, '0')}`;
const resolve = (options: ConsoleOptions) => resolveOptions(options, uuid);
const arn = (name: string) => `arn:aws:rum:us-east-1:123456789012:appmonitor/${name}`;
const policy = (resource: string) => ({
  Statement: { Effect: 'Allow' as const, Action: 'rum:PutRumEvents', Resource: resource },
});
const trustPolicy = {
  Statement: { Effect: 'Allow' as const, Principal: '*' as const, Action: 'sts:AssumeRoleWithWebIdentity' },
};
const statement = (changes: object) => ({
  appMonitors: [
    {
      name: 'A',
      resourcePolicy: { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...changes } },
    },
  ],
});

describe('wrong options are refused by name', () => {
  it.each<[object, string]>([
    [{ ports: 1 }, 'options.ports: unknown; options takes port, region'],
    [{ port: 70_000 }, 'port: 70000 given; it must be a whole number from 0 to 65535.'],
    [{ region: 'virginia' }, 'region: "virginia" given'],
    [{ account: 123456789012 }, 'account: 123456789012 given; it must be a text of twelve digits.'],
    [{ credentialsSeconds: 0 }, 'credentialsSeconds: 0 given'],
    [{ clock: 5 }, 'clock: 5 given; it must be a function'],
    [{ issuerClientIds: [] }, 'issuerClientIds: [] given; it must be a list with at least one text.'],
    [{ appMonitors: {} }, 'appMonitors: {} given; it must be a list.'],
    [{ appMonitors: [{ id }] }, 'appMonitors[0].name: missing'],
    [{ appMonitors: [{ name: 'A', id: '1' }] }, 'appMonitors[0].id: "1" given; it must be a UUID of 36 characters.'],
    [{ appMonitors: [{ name: 'A', arn: 'x' }] }, 'appMonitors[0].arn: unknown'],
    [
      { appMonitors: [{ name: 'A', state: 'guest' }, { name: 'A' }] },
      'appMonitors[1].name: the same as appMonitors[0].name',
    ],
    [{ appMonitors: [{ name: 'A', state: 'guest' }] }, 'none is one that signed-in users alone may write to'],
    [{ identityPools: [{ id: 'eu:1' }] }, 'identityPools[0].id: "eu:1" given; it must be <region>:<uuid>.'],
    [
      { identityPools: [{ unauthenticatedRole: 'X' }] },
      'identityPools[0].unauthenticatedRole: there is no role "X"; roles has DualRum-Guest',
    ],
    [
      { identityPools: [{ issuers: [{ issuer: 'auth0.com' }] }] },
      'identityPools[0].issuers[0].issuer: "auth0.com" given; it must be an http(s) URL',
    ],
    [{ identityPools: [{ issuers: [{ issuer: 'https://a.b' }] }] }, 'identityPools[0].issuers[0].clientIds: missing'],
    [{ roles: [{ name: 'R', policies: [] }] }, 'roles[0].trustPolicy: missing'],
    [
      { roles: [{ name: 'R', trustPolicy, policies: [{ name: 'p', document: trustPolicy }] }] },
      'document.Statement[0].Resource: missing',
    ],
    [statement({ Effect: 'allow' }), 'resourcePolicy.Statement[0].Effect: "allow" given'],
    [statement({ NotPrincipal: '*' }), 'resourcePolicy.Statement[0].NotPrincipal: unknown'],
    [
      statement({ Condition: { DateLessThan: { a: 'b' } } }),
      'Condition.DateLessThan: this operator is not evaluated here',
    ],
    [statement({ Condition: { StringLike: { a: '${aws:username}' } } }), 'has a policy variable'],
    [statement({ Action: [] }), 'Statement[0].Action: [] given'],
  ])('%j', async (options, message) => {
    const failure = await startConsole(options as ConsoleOptions).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConsoleError);
    expect((failure as Error).message).toContain(message);
  });
});

describe('the state of an app monitor is read off the policies', () => {
  const roles = (guestMay: string, usersMay: string) => [
    { name: 'DualRum-Guest', trustPolicy, policies: [{ name: 'PutRumEvents', document: policy(guestMay) }] },
    { name: 'DualRum-Authenticated', trustPolicy, policies: [{ name: 'PutRumEvents', document: policy(usersMay) }] },
  ];
  const appMonitors = [{ name: 'Web' }, { name: 'WebUsers' }, { name: 'Other' }];
  const states = (options: ConsoleOptions) => resolve(options).monitors.map(({ state }) => state);

  it('of the roles', () => {
    const options = { appMonitors, roles: roles(arn('Web'), arn('WebUsers')), identityPools: [{}] };
    expect(states(options)).toEqual(['guest', 'authenticated', 'other']);
  });

  it('so that a guest role that may write too much shows', () => {
    const loose = { appMonitors, roles: roles(arn('Web*'), arn('WebUsers')), identityPools: [{}] };
    expect(() => states(loose)).toThrow('signed-in users alone');
    const stated = [{ name: 'Web' }, { name: 'WebUsers', state: 'authenticated' as const }];
    expect(states({ ...loose, appMonitors: stated })).toEqual(['guest', 'authenticated']);
  });

  it('of the app monitor, which may take unsigned requests by alias', () => {
    const Condition = { StringEquals: { 'rum:alias': 'shop' } };
    const resourcePolicy = { Statement: { ...policy(arn('Open')).Statement, Principal: '*' as const, Condition } };
    const settings = resolve({
      appMonitors: [
        { name: 'Open', id, resourcePolicy },
        { name: 'Users', state: 'authenticated' },
      ],
      identityPools: [{ id: `us-east-1:${id}`, allowUnauthenticated: false }],
    });
    expect(settings.monitors[0]!.state).toBe('guest');
    expect(toBrowserConfig(settings, 'http://x')).toMatchObject({
      guest: { appMonitorId: id, signing: false, alias: 'shop' },
      authenticated: { identityPoolId: `us-east-1:${id}` },
    });
  });
});

it('says whom it cannot issue credentials for', async () => {
  const rum = await startConsole({
    appMonitors: [{ name: 'A', state: 'guest' }, { name: 'B', state: 'authenticated' }, { name: 'C' }],
  });
  expect(() => rum.issueCredentials({ role: 'Admin' })).toThrow(
    'there is no role "Admin"; this console has DualRum-Guest',
  );
  expect(() => rum.issueCredentials({ monitor: 'D' })).toThrow('there is no app monitor "D"');
  expect(() => rum.issueCredentials({ monitor: 'C' })).toThrow('no role may write to "C"');
  await rum.close();
});
