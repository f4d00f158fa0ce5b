import { randomUUID } from 'node:crypto';
import { evaluateTemplate, readTemplate } from '@dual-rum/console/testing';
import { simulate, type Verdict } from '../cdk/simulate.ts';

export const account = '123456789012';
export const region = 'us-east-1';

export type Values = Record<string, unknown>;
export type Policy = Values;

export interface Deployed {
  id: string;
  type: string;
  properties: Values;
  arn: string;
  /** What deleting the stack does to it. */
  deletion: unknown;
}

/** What a template deploys, with the ARNs that AWS would give. */
export interface Deployment {
  all: Deployed[];
  outputs: Values;
  ofType: (type: string) => Deployed[];
  /** The resource with this logical id, or with this ARN, URL or name. */
  find: (reference: unknown) => Deployed | undefined;
}

const inRegion = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
function arnOf(type: string, id: string, properties: Values): string {
  switch (type) {
    case 'AWS::SQS::Queue':
      return inRegion('sqs', id);
    case 'AWS::Events::Rule':
      // Rules of the default bus do not say so.
      return inRegion(
        'events',
        ['rule', properties['EventBusName'], id].filter((part) => part !== undefined).join('/'),
      );
    case 'AWS::Events::EventBus':
      return inRegion('events', `event-bus/${String(properties['Name'])}`);
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${id}`;
    case 'AWS::DynamoDB::Table':
      return inRegion('dynamodb', `table/${id}`);
    case 'AWS::KMS::Key':
      return inRegion('kms', 'key/1d7a9e7a-8f5e-4b9a-9c92-7d2e8c3b4f5a');
    case 'AWS::Lambda::Function':
      return inRegion('lambda', `function:${id}`);
    // CloudFormation's Arn of a log group ends in :*.
    case 'AWS::Logs::LogGroup':
      return inRegion('logs', `log-group:${id}:*`);
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${account}:role/${id}`;
    default:
      return `${id}.Arn`;
  }
}

export function deploymentOf(template: object): Deployment {
  const { resources, outputs } = evaluateTemplate(readTemplate(template), {
    region,
    account,
    parameters: {},
    uuid: () => randomUUID(),
  });
  const raw = (template as { Resources: Record<string, { DeletionPolicy?: unknown; UpdateReplacePolicy?: unknown }> })
    .Resources;
  const arns = Object.entries(resources).map(
    ([id, { type, properties }]) => [id, arnOf(type, id, properties)] as const,
  );
  const filled = arns.reduce(
    (text, [id, arn]) => text.replaceAll(new RegExp(`\\b${id}\\.Arn\\b`, 'g'), arn),
    JSON.stringify(resources),
  );
  const all = Object.entries(JSON.parse(filled) as Record<string, { type: string; properties: Values }>).map(
    ([id, resource]) => ({
      id,
      ...resource,
      arn: arns.find(([known]) => known === id)![1],
      deletion: raw[id]!.DeletionPolicy === raw[id]!.UpdateReplacePolicy ? raw[id]!.DeletionPolicy : 'differs',
    }),
  );
  return {
    all,
    outputs,
    ofType: (type) => all.filter((each) => each.type === type),
    find: (reference) => all.find(({ id, arn }) => id === reference || arn === reference),
  };
}

/** What a service of AWS may do by the policy of a resource. */
export function serviceMay(
  service: string,
  action: string,
  resource: string,
  resourcePolicy: Policy | undefined,
  context: Record<string, string> = {},
): Promise<Verdict> {
  return simulate({
    request: {
      principal: service,
      action,
      resource: { resource, accountId: account },
      contextVariables: context,
    },
    identityPolicies: [],
    resourcePolicy,
  });
}
