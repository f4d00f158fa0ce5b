import { aws_cloudwatch, aws_cognito, aws_iam, aws_rum, CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ResourceType } from '../model/Template.ts';

const CLASSES = {
  'AWS::RUM::AppMonitor': aws_rum.CfnAppMonitor,
  'AWS::Cognito::IdentityPool': aws_cognito.CfnIdentityPool,
  'AWS::Cognito::IdentityPoolRoleAttachment': aws_cognito.CfnIdentityPoolRoleAttachment,
  'AWS::IAM::OIDCProvider': aws_iam.CfnOIDCProvider,
  'AWS::IAM::Role': aws_iam.CfnRole,
  'AWS::IAM::RolePolicy': aws_iam.CfnRolePolicy,
  'AWS::CloudWatch::Dashboard': aws_cloudwatch.CfnDashboard,
  'AWS::CloudWatch::Alarm': aws_cloudwatch.CfnAlarm,
} satisfies Record<ResourceType, unknown>;

/** Properties that hold JSON, such as a policy. The keys in it stay as they are. */
const VERBATIM = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Roles']);

/** Makes the CDK's own class of a resource from CloudFormation's properties. */
export function toL1(
  scope: Construct,
  id: string,
  type: ResourceType,
  properties: Record<string, unknown>,
): CfnResource {
  const Class = CLASSES[type] as unknown as new (scope: Construct, id: string, props: unknown) => CfnResource;
  return new Class(scope, id, camel(properties));
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  // An instance of a class is a token: it stays as it is.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [camelKey(key), VERBATIM.has(key) ? each : camel(each)]),
  );
}

const camelKey = (key: string): string => key[0]!.toLowerCase() + key.slice(1).replace(/ARNs$/, 'Arns');
