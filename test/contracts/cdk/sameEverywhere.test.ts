import { resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { DualRum } from '@dual-rum/cdk';
import { createTemplate } from '@dual-rum/cdk/template';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTemplate } from '@dual-rum/console/testing';
import { canonicalOf } from './canonicalOf.ts';
import { cases } from './cases.ts';
import { terraformMakesTheSame } from './terraformMakesTheSame.ts';

const yaml = readTemplate(resolve(import.meta.dirname, '../../../packages/cdk/dual-rum.template.yaml'));

/** One application with a stack for each case: what takes time is done once. */
function synthesized(): object[] {
  const app = new App();
  for (const [i, { options }] of cases.entries()) new DualRum(new Stack(app, `Web${i}`), 'Rum', options);
  const assembly = app.synth();
  return cases.map((_, i) => assembly.getStackByName(`Web${i}`).template as object);
}

let templates: object[];
beforeAll(() => {
  templates = synthesized();
});

describe.each(cases.map((each, i) => ({ ...each, i })))('$title', ({ options, parameters, i }) => {
  const expected = canonicalOf(createTemplate(options));

  it('is the same from the construct as from the printed template', () => {
    expect(canonicalOf(templates[i]!)).toEqual(expected);
  });

  it('is the same from dual-rum.template.yaml', () => {
    expect(canonicalOf(yaml, parameters)).toEqual(expected);
  });
});

describe('dual-rum.template.yaml refuses', () => {
  const base = { Name: 'Shop', Domains: 'shop.example.com' };
  const issuer = { OidcIssuer: 'https://my-shop.eu.auth0.com', OidcClientIds: 'kX2m' };
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const existing = {
    ExistingIdentityPoolId: 'us-east-1:00000000-0000-4000-8000-00000000000e',
    ExistingGuestRoleArn: role('Guests'),
    ExistingAuthenticatedRoleArn: role('Users'),
  };
  it.each<[string, Record<string, string>, string]>([
    ['nobody to sign users in', {}, 'Give UserPoolId, OidcIssuer, both, or ExistingIdentityPoolId'],
    [
      'a slash at the end of the issuer',
      { ...issuer, OidcIssuer: `${issuer.OidcIssuer}/` },
      'without a slash at the end',
    ],
    ['http in the issuer', { ...issuer, OidcIssuer: 'http://my-shop.eu.auth0.com' }, 'templateParameters.OidcIssuer'],
    ['a port in the issuer', { ...issuer, OidcIssuer: 'https://id.example.com:8443' }, 'templateParameters.OidcIssuer'],
    ['an issuer for any client', { OidcIssuer: issuer.OidcIssuer }, 'OidcIssuer needs OidcClientIds'],
    ['a user pool without a client', { UserPoolId: 'eu-west-1_a' }, 'UserPoolId needs UserPoolClientId'],
    ['a scheme in a domain', { ...issuer, Domains: 'shop.example.com,https://a.io' }, 'hosts, without scheme'],
    ['a name that matches others', { ...issuer, Name: 'Shop*' }, 'letters, digits and . _ -'],
    ['a third kind of guests', { ...issuer, Guests: 'anyone' }, 'identity-pool or unsigned'],
    ['an issuer beside an existing pool', { ...issuer, ...existing }, 'leave it or ExistingIdentityPoolId out'],
    [
      'a user pool beside an existing pool',
      { ...existing, UserPoolId: 'eu-west-1_a', UserPoolClientId: 'b' },
      'leave it or ExistingIdentityPoolId out',
    ],
    [
      'an existing pool without its role',
      { ...existing, ExistingAuthenticatedRoleArn: '' },
      'needs ExistingAuthenticatedRoleArn',
    ],
    [
      'an existing pool without a role for guests',
      { ...existing, ExistingGuestRoleArn: '' },
      'Give ExistingGuestRoleArn',
    ],
    ['one role for both', { ...existing, ExistingGuestRoleArn: role('Users') }, 'need a role each'],
    ['a role with a path', { ...existing, ExistingGuestRoleArn: role('app/Guests') }, 'a role without a path'],
  ])('%s', (_, parameters, message) => {
    expect(() => canonicalOf(yaml, { ...base, ...parameters })).toThrow(message);
  });
});

terraformMakesTheSame('one way to deploy', cases.slice(0, 1));
