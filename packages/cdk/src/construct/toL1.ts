import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** One of the CDK's own classes for a resource of CloudFormation. */
export type L1Class = new (scope: Construct, id: string, props: never) => CfnResource;

/** Properties that hold JSON, such as a policy. The keys in it stay as they are. */
const VERBATIM = new Set([
  'AssumeRolePolicyDocument',
  'EventPattern',
  'KeyPolicy',
  'Parameters',
  'PolicyDocument',
  'RedrivePolicy',
  'Roles',
  'Variables',
]);

/** Makes the CDK's own class of a resource from CloudFormation's properties. */
export function toL1(Class: L1Class, scope: Construct, id: string, properties: Record<string, unknown>): CfnResource {
  return new Class(scope, id, camel(properties) as never);
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  // An instance of a class is a token: it stays as it is.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [camelKey(key), VERBATIM.has(key) ? each : camel(each)]),
  );
}

/** What the CDK calls otherwise: no object of Java may have a property `equals`. */
const RENAMED: Record<string, string> = { Equals: 'equalTo' };

/** `SSESpecification` is `sseSpecification` to the CDK, `KMSMasterKeyID` is `kmsMasterKeyId`, `ProviderARNs` is `providerArns`. */
const camelKey = (key: string): string =>
  RENAMED[key] ??
  key
    .replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase())
    .replace(/ARNs$/, 'Arns')
    .replace(/ID$/, 'Id');
