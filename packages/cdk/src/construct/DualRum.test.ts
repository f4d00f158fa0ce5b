import { App, aws_cloudwatch, aws_cognito, aws_iam, aws_rum, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { createModel } from '../model/createModel.ts';
import type { DualRumOptions } from '../options/DualRumOptions.ts';
import { DualRum } from './DualRum.ts';

const base: DualRumOptions = {
  name: 'Shop',
  domains: ['shop.example.com'],
  signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
};
const newStack = () => new Stack(new App(), 'Web');

describe('the construct', () => {
  it('makes the CDK’s own classes, within reach', () => {
    const stack = newStack();
    const rum = new DualRum(stack, 'Rum', { ...base, dashboard: true, guestVolumeAlarm: { eventsPerHour: 9 } });
    expect(rum.guestMonitor).toBeInstanceOf(aws_rum.CfnAppMonitor);
    expect(rum.authenticatedMonitor.name).toBe('Shop_Authenticated');
    expect(rum.identityPool).toBeInstanceOf(aws_cognito.CfnIdentityPool);
    expect(rum.guestRole).toBeInstanceOf(aws_iam.CfnRole);
    expect(rum.authenticatedRole).toBeInstanceOf(aws_iam.CfnRole);
    expect(rum.dashboard).toBeInstanceOf(aws_cloudwatch.CfnDashboard);
    expect(rum.guestVolumeAlarm).toBeInstanceOf(aws_cloudwatch.CfnAlarm);
    rum.guestRole!.permissionsBoundary = 'arn:aws:iam::123456789012:policy/Boundary';
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      PermissionsBoundary: 'arn:aws:iam::123456789012:policy/Boundary',
    });
  });

  it('loses no property on the way', () => {
    const options = {
      ...base,
      dashboard: true,
      guestVolumeAlarm: { eventsPerHour: 9, topicArn: 'arn:aws:sns:eu-west-1:123456789012:ops' },
      sourceMaps: 's3://maps',
      lockAuthenticated: true,
      guests: 'unsigned' as const,
    };
    const stack = newStack();
    new DualRum(stack, 'Rum', options);
    const made = Object.values(Template.fromStack(stack).toJSON()['Resources'] as Record<string, Resource>);
    const keys = (resources: Resource[]) =>
      resources.map(({ Type, Properties }) => `${Type} ${Object.keys(Properties).sort().join()}`).sort();
    expect(keys(made)).toEqual(keys(Object.values(createModel(options).resources)));
  });

  it('takes user pools, clients and roles that the CDK knows only when it deploys', () => {
    const stack = newStack();
    const pool = new aws_cognito.UserPool(stack, 'Users');
    const client = pool.addClient('web');
    new DualRum(stack, 'Rum', {
      ...base,
      signIn: { userPool: { userPoolId: pool.userPoolId, clientIds: [client.userPoolClientId] } },
    });
    const role = (id: string) => new aws_iam.Role(stack, id, { assumedBy: new aws_iam.AccountRootPrincipal() });
    const { signIn: _, ...nobody } = base;
    new DualRum(stack, 'Old', {
      ...nobody,
      name: 'Old',
      lockAuthenticated: true,
      existing: {
        identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000000',
        guestRole: role('Guests'),
        authenticatedRole: role('SignedIn'),
      },
    });
    const template = Template.fromStack(stack);
    const reference = (value: unknown) => stack.resolve(value) as object;
    template.hasResourceProperties('AWS::Cognito::IdentityPool', {
      CognitoIdentityProviders: [
        {
          ClientId: reference(client.userPoolClientId),
          ProviderName: {
            'Fn::Sub': [
              'cognito-idp.${AWS::Region}.amazonaws.com/${UserPoolId}',
              { UserPoolId: reference(pool.userPoolId) },
            ],
          },
        },
      ],
    });
    template.resourceCountIs('AWS::IAM::RolePolicy', 2);
    template.hasResourceProperties('AWS::IAM::RolePolicy', { RoleName: { Ref: Match.stringLikeRegexp('^Guests') } });
  });

  it('has two in one stack without a clash', () => {
    const stack = newStack();
    new DualRum(stack, 'One', base);
    new DualRum(stack, 'Two', {
      ...base,
      name: 'Other',
      signIn: { userPool: { userPoolId: 'eu-west-1_a', clientIds: ['b'] } },
    });
    Template.fromStack(stack).resourceCountIs('AWS::RUM::AppMonitor', 4);
  });

  it('fails where it is made, naming the option', () => {
    expect(() => new DualRum(newStack(), 'Rum', { ...base, sampleRate: 50 })).toThrow(
      'sampleRate: 50 given; it must be a share from 0 to 1',
    );
  });

  it('gives the client config and the policy as outputs and as properties', () => {
    const stack = newStack();
    const rum = new DualRum(stack, 'Rum', { ...base, xray: true });
    const template = Template.fromStack(stack);
    const outputs = template.findOutputs('*') as Record<string, { Value: unknown }>;
    const valueOf = (name: string) => Object.entries(outputs).find(([key]) => key.startsWith(`Rum${name}`))?.[1].Value;
    expect(valueOf('ClientConfig')).toEqual(stack.resolve(rum.clientConfig));
    expect(JSON.stringify(valueOf('ClientConfig'))).toContain('\\"enableXRay\\":true');
    expect(valueOf('ContentSecurityPolicy')).toEqual(stack.resolve(rum.contentSecurityPolicy));
    expect(valueOf('IdentityPoolId')).toEqual(stack.resolve(rum.identityPoolId));
  });
});

interface Resource {
  Type: string;
  Properties: object;
}
