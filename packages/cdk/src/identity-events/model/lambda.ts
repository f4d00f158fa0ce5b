import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { IdentityResources } from './IdentityTemplate.ts';
import { allow, policy, trust } from './statements.ts';

/** A function's place in a network, for what is reached only from there. */
export interface Network {
  subnetIds: string[];
  securityGroupIds: string[];
}

interface FunctionOptions {
  /** Its name in `@dual-rum/identity-events/functions`. */
  name: string;
  description: string;
  /** What its role is for, after the description. */
  purpose: string;
  code: Json;
  environment: Record<string, Json>;
  /** What it may do, besides its log and its traces. */
  statements: Record<string, Json>[];
  /** Seconds. */
  timeout: number;
  logRetentionDays: number;
  network?: Network | undefined;
}

interface Lambda extends Omit<FunctionOptions, 'purpose' | 'timeout'> {
  timeout?: number;
  encryption: 'sqs' | 'kms';
  batchSize: number;
  /** Seconds; undefined for a FIFO queue, which has none. */
  batchingWindow: number | undefined;
  maximumConcurrency: number;
}

/** A function that reads the queue, its role, and its log. */
export function lambda(options: Lambda): IdentityResources {
  const { statements, encryption, batchSize, batchingWindow, maximumConcurrency, timeout = 60 } = options;
  return {
    ...functionOf('Function', {
      ...options,
      timeout,
      purpose: 'read the queue, write what is read',
      statements: [
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], getAtt('Queue', 'Arn')),
        ...(encryption === 'kms' ? [allow('kms:Decrypt', getAtt('Key', 'Arn'))] : []),
        ...statements,
      ],
    }),
    FunctionQueue: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: ref('Function'),
        EventSourceArn: getAtt('Queue', 'Arn'),
        BatchSize: batchSize,
        ...(batchingWindow !== undefined && { MaximumBatchingWindowInSeconds: batchingWindow }),
        // Without it one message that fails brings back its whole batch.
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: maximumConcurrency },
      },
    },
  };
}

/**
 * A function with its role and its log.
 * @param id its logical id: `Function`, with `FunctionRole` and `LogGroup`; of any other, `<id>Role` and `<id>LogGroup`
 */
export function functionOf(id: string, options: FunctionOptions): IdentityResources {
  const { name, description, purpose, code, environment, statements, timeout, network } = options;
  const [role, logGroup] = [`${id}Role`, id === 'Function' ? 'LogGroup' : `${id}LogGroup`];
  return {
    [logGroup]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { RetentionInDays: options.logRetentionDays },
    },
    [role]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Description: `${description}: ${purpose}`,
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'Function',
            PolicyDocument: policy(
              ...statements,
              allow(['logs:CreateLogStream', 'logs:PutLogEvents'], getAtt(logGroup, 'Arn')),
              // X-Ray has no resources to name.
              allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
              ...(network ? [allow(INTERFACES, '*')] : []),
            ),
          },
        ],
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Description: description,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Code: code,
        MemorySize: 512,
        Timeout: timeout,
        Role: getAtt(role, 'Arn'),
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: ref(logGroup) },
        ...(network && {
          VpcConfig: { SubnetIds: network.subnetIds, SecurityGroupIds: network.securityGroupIds },
        }),
        Environment: {
          Variables: {
            ...environment,
            POWERTOOLS_SERVICE_NAME: name,
            POWERTOOLS_METRICS_NAMESPACE: 'DualRum/IdentityEvents',
            POWERTOOLS_LOG_LEVEL: 'INFO',
          },
        },
      },
    },
  };
}

/** What Lambda needs for its network interfaces, which have no names before: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html. */
const INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
