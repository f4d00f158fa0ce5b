import { describe, expect, it } from 'vitest';
import { OptionError } from '../OptionError.ts';
import { checkOptions } from './checkOptions.ts';
import type { DualRumOptions } from './DualRumOptions.ts';
import { normalizeIssuer } from './normalizeIssuer.ts';

const oidc = { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] };
const userPool = { userPoolId: 'eu-west-1_AbCdEfGhI', clientIds: ['web'] };
const base: DualRumOptions = { name: 'Shop', domains: ['shop.example.com'], signIn: { oidc } };
const identityPoolId = 'eu-west-1:00000000-0000-4000-8000-000000000000';
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const { signIn: _, ...nobody } = base;
const existing = { identityPoolId, guestRole: role('Guests'), authenticatedRole: role('app/Users') };

describe('an option that cannot work is refused by name, with the fix', () => {
  it.each<[object, string, RegExp]>([
    [{ name: undefined }, 'name', /missing; it must be letters/],
    [{ name: 'Shop*' }, 'name', /"Shop\*" given; it must be letters, digits/],
    [{ name: 'Shop/Eu' }, 'name', /given/],
    [{ name: '${Token[TOKEN.1]}' }, 'name', /known when it is synthesized/],
    [{ domains: undefined }, 'domains', /a list of one to five hosts/],
    [{ domains: [] }, 'domains', /a list of one to five hosts/],
    [{ domains: ['a.io', 'b.io', 'c.io', 'd.io', 'e.io', 'f.io'] }, 'domains', /one to five/],
    [{ domains: 'shop.example.com' }, 'domains', /a list/],
    [{ domains: ['https://shop.example.com/a'] }, 'domains[0]', /more than a host; write 'shop.example.com'/],
    [{ domains: ['shop.example.com', 'localhost:5173'] }, 'domains[1]', /write 'localhost'/],
    [{ domains: ['*'] }, 'domains[0]', /'\*\.example\.com'/],
    [{ domains: ['shop..com'] }, 'domains[0]', /a host/],
    [{ signIn: undefined }, 'signIn', /missing; say who signs users in/],
    [{ signIn: {} }, 'signIn', /empty; give userPool, oidc or both/],
    [{ signIn: { auth0: oidc } }, 'signIn.auth0', /unknown; signIn takes userPool, oidc/],
    [{ existing }, 'signIn', /together with existing/],
    [{ signIn: { oidc: { ...oidc, issuer: '' } } }, 'signIn.oidc.issuer', /missing/],
    [
      { signIn: { oidc: { ...oidc, issuer: 'http://a.auth0.com' } } },
      'signIn.oidc.issuer',
      /not https.*https:\/\/a\.auth0\.com/,
    ],
    [{ signIn: { oidc: { ...oidc, issuer: 'https://a.auth0.com:8443/' } } }, 'signIn.oidc.issuer', /has a port/],
    [{ signIn: { oidc: { ...oidc, issuer: 'https://a.auth0.com/?a=b' } } }, 'signIn.oidc.issuer', /query or fragment/],
    [{ signIn: { oidc: { ...oidc, issuer: 'https://me@a.auth0.com' } } }, 'signIn.oidc.issuer', /user in it/],
    [{ signIn: { oidc: { ...oidc, issuer: 'https://localhost' } } }, 'signIn.oidc.issuer', /cannot reach/],
    [{ signIn: { oidc: { ...oidc, issuer: 'https://exa mple' } } }, 'signIn.oidc.issuer', /not a URL/],
    [
      { signIn: { oidc: { ...oidc, issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a' } } },
      'signIn.oidc.issuer',
      /give it as signIn\.userPool/,
    ],
    [{ signIn: { oidc: { ...oidc, clientIds: [] } } }, 'signIn.oidc.clientIds', /at least one client id/],
    [{ signIn: { oidc: { ...oidc, clientIds: [''] } } }, 'signIn.oidc.clientIds', /at least one client id/],
    [{ signIn: { oidc: { ...oidc, providerArn: 'a' } } }, 'signIn.oidc.providerArn', /arn:aws:iam/],
    [{ signIn: { userPool: { ...userPool, userPoolId: 'AbCd' } } }, 'signIn.userPool.userPoolId', /eu-west-1_/],
    [{ signIn: { userPool: { ...userPool, clientIds: undefined } } }, 'signIn.userPool.clientIds', /missing/],
    [{ guests: 'anyone' }, 'guests', /'identity-pool' or 'unsigned'/],
    [{ alias: 'shop' }, 'alias', /only unsigned guests have one/],
    [{ guests: 'unsigned', alias: 'my*' }, 'alias', /letters, digits/],
    [{ guests: 'unsigned', alias: '' }, 'alias', /letters, digits/],
    [{ lockAuthenticated: 'yes' }, 'lockAuthenticated', /true or false/],
    [{ sampleRate: 10 }, 'sampleRate', /from 0 to 1/],
    [{ sampleRate: Number.NaN }, 'sampleRate', /from 0 to 1/],
    [{ telemetries: ['error'] }, 'telemetries', /errors, performance, http/],
    [{ telemetries: ['http', 'http'] }, 'telemetries', /each once/],
    [{ sourceMaps: 'https://maps' }, 'sourceMaps', /s3:\/\/bucket/],
    [{ guestVolumeAlarm: { eventsPerHour: 0 } }, 'guestVolumeAlarm.eventsPerHour', /above 0/],
    [{ guestVolumeAlarm: { eventsPerHour: 1, topicArn: 'me@example.com' } }, 'guestVolumeAlarm.topicArn', /SNS topic/],
    [{ auditTrail: true }, 'auditTrail', /an object/],
    [{ auditTrail: { guests: 'yes' } }, 'auditTrail.guests', /true or false/],
    [{ auditTrail: { keepDays: 0.5 } }, 'auditTrail.keepDays', /a whole number of days/],
    [{ auditTrail: { database: 'Dual-Rum' } }, 'auditTrail.database', /lower-case letters/],
    [{ auditTrail: { days: 1 } }, 'auditTrail.days', /unknown; auditTrail takes guests, keepDays, database/],
    [{ name: 'Shop__A', auditTrail: {} }, 'name', /no two of \. _ - in a row/],
    [{ name: 'Shop-', auditTrail: {} }, 'name', /a letter or digit at both ends/],
    [{ guestVolumeAlarm: 5 }, 'guestVolumeAlarm', /an object/],
    [{ lock: true }, 'lock', /unknown; options takes name, domains/],
  ])('%j', (changes, option, message) => {
    expectRefused({ ...base, ...changes }, option, message);
  });

  it.each<[object, string, RegExp]>([
    [{ ...existing, identityPoolId: 'pool' }, 'existing.identityPoolId', /<region>:<uuid>/],
    [{ ...existing, guestRole: undefined }, 'existing.guestRole', /missing/],
    [{ ...existing, authenticatedRole: 'Users' }, 'existing.authenticatedRole', /the role's ARN/],
    [{ ...existing, guestRole: role('app/Users') }, 'existing.guestRole', /guests could write as signed-in users/],
    [{ ...existing, guestRole: { roleArn: role('A'), roleName: 'B' } }, 'existing.guestRole', /two roles/],
    [{ ...existing, guestRole: role('Guests').replace('iam', 's3') }, 'existing.guestRole', /the role's ARN/],
  ])('existing: %j', (given, option, message) => {
    expectRefused({ ...nobody, existing: given } as DualRumOptions, option, message);
  });

  it('a guest role for guests that need none', () => {
    expectRefused({ ...nobody, guests: 'unsigned', existing }, 'existing.guestRole', /guests need no role/);
  });
});

function expectRefused(options: DualRumOptions, option: string, message: RegExp): void {
  let error: unknown;
  try {
    checkOptions(options);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(OptionError);
  expect((error as OptionError).option).toBe(option);
  expect((error as OptionError).message).toMatch(message);
  expect((error as OptionError).message.startsWith(`${option}: `)).toBe(true);
}

describe('an issuer is written as IAM wants it', () => {
  it.each([
    ['https://my-shop.eu.auth0.com', 'https://my-shop.eu.auth0.com'],
    ['https://my-shop.eu.auth0.com/', 'https://my-shop.eu.auth0.com'],
    ['my-shop.eu.auth0.com', 'https://my-shop.eu.auth0.com'],
    [' My-Shop.EU.auth0.com// ', 'https://my-shop.eu.auth0.com'],
    ['https://id.example.com/Oauth2/default/', 'https://id.example.com/Oauth2/default'],
    ['HTTPS://id.example.com:443', 'https://id.example.com'],
  ])('%s', (given, expected) => {
    expect(normalizeIssuer(given, 'issuer')).toBe(expected);
  });
});

it('fills in what is left out', () => {
  expect(checkOptions(base)).toMatchObject({
    guests: { kind: 'identity-pool' },
    lockAuthenticated: false,
    cwLogs: false,
    customEvents: true,
    sampleRate: 1,
    telemetries: ['errors', 'performance', 'http'],
    allowCookies: true,
    xray: false,
    dashboard: false,
    guestVolumeAlarm: undefined,
  });
  expect(checkOptions({ ...base, guests: 'unsigned' }).guests).toEqual({ kind: 'unsigned', alias: 'Shop' });
});

it('takes the name of an existing role from the end of its ARN, path or not', () => {
  expect(checkOptions({ ...nobody, existing }).identity).toEqual({
    kind: 'existing',
    identityPoolId,
    guestRole: { name: 'Guests', arn: role('Guests') },
    authenticatedRole: { name: 'Users', arn: role('app/Users') },
  });
});
