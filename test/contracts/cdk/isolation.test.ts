import { createTemplate, type DualRumOptions } from '@dual-rum/cdk/template';
import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { checks, problemsOf, type CheckName } from './checks.ts';
import { deploymentOf } from './deployment.ts';
import { mutants } from './mutants.ts';

describe.each(cases.filter(({ options }) => options.signIn))('$title', ({ options }) => {
  const deployment = deploymentOf(createTemplate(options));
  it.each(Object.keys(checks) as CheckName[])('%s', async (name) => {
    expect(await checks[name](deployment)).toEqual([]);
  });
});

/** Existing roles bring their own trust: only what is added to them can be judged. */
describe.each(cases.filter(({ options }) => options.existing))('$title', ({ options }) => {
  const { ofType, monitors } = deploymentOf(createTemplate(options));

  it('adds to each role PutRumEvents on its own app monitor, and makes nothing else of IAM', () => {
    const allowing = ofType('AWS::IAM::RolePolicy').filter(([, { PolicyName }]) => PolicyName !== 'BlockedUsers');
    const policies = allowing.map(([, { RoleName, PolicyName, PolicyDocument }]) => {
      const { Statement } = PolicyDocument as { Statement: { Action: string; Resource: string }[] };
      return [RoleName, PolicyName, ...Statement.flatMap(({ Action, Resource }) => [Action, Resource])];
    });
    const arn = (name: string) => monitors.find((monitor) => monitor.name === name)!.arn;
    expect(policies).toEqual([
      ...(options.guests === 'unsigned'
        ? []
        : [['ShopGuests', 'PutRumEvents', 'rum:PutRumEvents', arn('Shop_Unauthenticated')]]),
      ['ShopUsers', 'PutRumEvents', 'rum:PutRumEvents', arn('Shop_Authenticated')],
    ]);
    expect([...ofType('AWS::IAM::Role'), ...ofType('AWS::Cognito::IdentityPool')]).toEqual([]);
  });

  it('locks with the ARN of the given role', () => {
    const { policy } = monitors.find(({ name }) => name === 'Shop_Authenticated')!;
    expect(policy !== undefined).toBe(options.lockAuthenticated === true);
    if (policy) {
      expect(JSON.stringify(policy)).toContain(
        '"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/ShopUsers"}',
      );
    }
  });
});

describe('a mistake that deploys is caught:', () => {
  const locked: DualRumOptions = {
    name: 'Shop',
    domains: ['shop.example.com'],
    signIn: {
      userPool: { userPoolId: 'eu-west-1_AbCdEfGhI', clientIds: ['web'] },
      oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] },
    },
    lockAuthenticated: true,
  };

  it.each([...new Set(mutants.map(({ options }) => JSON.stringify(options)))])(
    'there is none with %s',
    async (json) => {
      const options = json === undefined ? {} : (JSON.parse(json) as Partial<DualRumOptions>);
      expect(await problemsOf(deploymentOf(createTemplate({ ...locked, ...options })))).toEqual({});
    },
  );

  it.each(mutants)('$title', async ({ mutate, options, caughtBy }) => {
    const template = structuredClone(createTemplate({ ...locked, ...options }));
    mutate(template.Resources, template.Outputs);
    expect(Object.keys(await problemsOf(deploymentOf(template), [caughtBy]))).toEqual([caughtBy]);
  });

  it('in more than twenty ways, each check by at least one', () => {
    expect(mutants.length).toBeGreaterThan(20);
    expect(new Set(mutants.map(({ caughtBy }) => caughtBy))).toEqual(new Set(Object.keys(checks)));
  });
});
