import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { IdentityResources } from './IdentityTemplate.ts';
import { allow, policy, trust } from './statements.ts';

interface Lambda {
  /** Its name in `@dual-rum/identity-events/functions`. */
  name: string;
  description: string;
  code: Json;
  environment: Record<string, Json>;
  /** What it may do where it writes. */
  statements: Record<string, Json>[];
  encryption: 'sqs' | 'kms';
  batchSize: number;
  batchingWindow: number;
  maximumConcurrency: number;
  logRetentionDays: number;
}

/** A function that reads the queue, its role, and its log. */
export function lambda(options: Lambda): IdentityResources {
  const { name, description, code, environment, statements, encryption, batchSize, batchingWindow } = options;
  return {
    LogGroup: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { RetentionInDays: options.logRetentionDays },
    },
    FunctionRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Description: `${description}: read the queue, write what is read`,
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'Function',
            PolicyDocument: policy(
              allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], getAtt('Queue', 'Arn')),
              ...(encryption === 'kms' ? [allow('kms:Decrypt', getAtt('Key', 'Arn'))] : []),
              ...statements,
              allow(['logs:CreateLogStream', 'logs:PutLogEvents'], getAtt('LogGroup', 'Arn')),
              // X-Ray has no resources to name.
              allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
            ),
          },
        ],
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Description: description,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Code: code,
        MemorySize: 512,
        Timeout: 60,
        Role: getAtt('FunctionRole', 'Arn'),
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: ref('LogGroup') },
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
    FunctionQueue: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: ref('Function'),
        EventSourceArn: getAtt('Queue', 'Arn'),
        BatchSize: batchSize,
        MaximumBatchingWindowInSeconds: batchingWindow,
        // Without it one message that fails brings back its whole batch.
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: options.maximumConcurrency },
      },
    },
  };
}
