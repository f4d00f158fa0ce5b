import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { DualRum } from '@dual-rum/cdk';
import { createTemplate } from '@dual-rum/cdk/template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateTemplate } from '../../../packages/console/src/template/evaluateTemplate.ts';
import { readTemplate } from '../../../packages/console/src/template/readTemplate.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { fromCloudFormation, fromTerraform, type Canonical, type TerraformValues } from './canonical.ts';
import { cases } from './cases.ts';
import { applyAll, moduleFolder, terraform, terraformVersion } from './terraform.ts';

const yaml = readTemplate(resolve(import.meta.dirname, '../../../packages/cdk/dual-rum.template.yaml'));

function canonicalOf(template: object, parameters: Record<string, string> = {}): Canonical {
  const around = { region: 'us-east-1', account: '123456789012', parameters, uuid: randomUUID };
  return fromCloudFormation(evaluateTemplate(readTemplate(template), around));
}

describe.each(cases)('$title', ({ options, parameters }) => {
  const expected = canonicalOf(createTemplate(options));

  it('is the same from the construct as from the printed template', () => {
    const app = new App();
    const stack = new Stack(app, 'Web');
    new DualRum(stack, 'Rum', options);
    expect(canonicalOf(app.synth().getStackByName('Web').template as object)).toEqual(expected);
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

const installed = terraformVersion();

describe.skipIf(!installed && unavailable('The Terraform module', 'terraform is not on PATH'))(
  'the Terraform module',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-terraform-'));
    let applied: TerraformValues[];
    beforeAll(async () => {
      applied = await applyAll(
        folder,
        cases.map(({ variables }) => variables),
      );
    }, 120_000);
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(cases.map((each, i) => ({ ...each, i })))('makes the same of $title', ({ options, i }) => {
      expect(fromTerraform(applied[i]!)).toEqual(canonicalOf(createTemplate(options)));
    });

    it('is formatted, valid, and passes its own tests', () => {
      terraform(['fmt', '-check', '-recursive'], moduleFolder);
      const copy = join(folder, 'module');
      terraform(['init', '-backend=false'], copy);
      expect(terraform(['validate'], copy)).toContain('Success! The configuration is valid.');
      expect(terraform(['test'], copy)).toMatch(/Success! \d+ passed, 0 failed/);
    }, 60_000);
  },
);
