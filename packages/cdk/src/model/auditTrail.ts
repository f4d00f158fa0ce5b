import type { CheckedOptions } from '../options/checkOptions.ts';
import { TRAIL_COLUMN } from './auditTrailColumn.ts';
import { closedBucket } from './closedBucket.ts';
import { getAtt, ref, sub, type Json } from './intrinsics.ts';
import { monitorArn } from './policies.ts';
import type { Resource } from './Template.ts';

/** The name of the table that `npx @dual-rum/queries` asks. */
export const TRAIL_TABLE = 'audit_trail';

/** CloudTrail ends the name of a trail here, so that the bucket's policy can name it before it is there. */
export const trailName = (name: string): string => `${name}-audit`;

/**
 * AWS's own record of who writes to the signed-in app monitor, and to whom the identity pool gives credentials; kept in a bucket of its own,
 * with a table to ask. Only if asked for.
 */
export function auditTrail(
  { name, auditTrail: options }: CheckedOptions,
  identityPoolId: Json,
): Record<string, Resource> {
  if (!options) return {};
  const { guests, keepDays, database } = options;
  const trailArn = sub(`arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${trailName(name)}`);
  const inBucket = (path: string, scheme = 's3://'): Json => ({
    'Fn::Sub': [`${scheme}\${Bucket}/${path}`, { Bucket: ref('TrailBucket') }],
  });
  const files = 'AWSLogs/${AWS::AccountId}/CloudTrail/${AWS::Region}/';
  return {
    TrailBucket: closedBucket([{ Id: 'Records', Prefix: 'AWSLogs/', Status: 'Enabled', ExpirationInDays: keepDays }]),
    TrailBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('TrailBucket'),
        PolicyDocument: bucketPolicy(getAtt('TrailBucket', 'Arn'), trailArn),
      },
    },
    AuditTrail: {
      Type: 'AWS::CloudTrail::Trail',
      // CloudTrail looks whether it may write when the trail is made.
      DependsOn: 'TrailBucketPolicy',
      Properties: {
        TrailName: trailName(name),
        S3BucketName: ref('TrailBucket'),
        IsLogging: true,
        IsMultiRegionTrail: false,
        IncludeGlobalServiceEvents: false,
        EnableLogFileValidation: true,
        AdvancedEventSelectors: [
          selector('PutRumEvents', 'AWS::RUM::AppMonitor', [
            monitorArn(name, 'authenticated'),
            ...(guests ? [monitorArn(name, 'guest')] : []),
          ]),
          selector('Identity pool', 'AWS::Cognito::IdentityPool', [
            {
              'Fn::Sub': [
                'arn:${AWS::Partition}:cognito-identity:${AWS::Region}:${AWS::AccountId}:identitypool/${Pool}',
                { Pool: identityPoolId },
              ],
            },
          ]),
        ],
      },
    },
    TrailDatabase: {
      Type: 'AWS::Glue::Database',
      Properties: {
        CatalogId: sub('${AWS::AccountId}'),
        DatabaseInput: { Name: database, Description: 'Who wrote to CloudWatch RUM' },
      },
    },
    TrailTable: {
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: sub('${AWS::AccountId}'),
        DatabaseName: ref('TrailDatabase'),
        TableInput: {
          Name: TRAIL_TABLE,
          Description: 'Records of CloudTrail: a row is a file, its records are in the list',
          TableType: 'EXTERNAL_TABLE',
          PartitionKeys: [{ Name: 'day', Type: 'string' }],
          // No crawler: Athena works out the folders. https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
          Parameters: {
            EXTERNAL: 'TRUE',
            classification: 'cloudtrail',
            'projection.enabled': 'true',
            'projection.day.type': 'date',
            'projection.day.format': 'yyyy/MM/dd',
            'projection.day.range': `NOW-${keepDays}DAYS,NOW`,
            'projection.day.interval': '1',
            'projection.day.interval.unit': 'DAYS',
            'storage.location.template': inBucket(`${files}\${!day}`),
          },
          StorageDescriptor: {
            Columns: [{ Name: TRAIL_COLUMN.name, Type: TRAIL_COLUMN.type }],
            Location: inBucket(files),
            InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
            OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
            SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
          },
        },
      },
    },
  };
}

/** Data events of these resources alone: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
const selector = (name: string, type: string, arns: Json[]): Json => ({
  Name: name,
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: [type] },
    { Field: 'resources.ARN', Equals: arns },
  ],
});

/** CloudTrail writes for this one trail, and nobody without TLS. */
function bucketPolicy(bucketArn: Json, trailArn: Json): Json {
  const inside = (path: string): Json => ({ 'Fn::Sub': [`\${Arn}/${path}`, { Arn: bucketArn }] });
  const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CloudTrailLooks',
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:GetBucketAcl',
        Resource: bucketArn,
        Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
      },
      {
        Sid: 'CloudTrailWrites',
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:PutObject',
        Resource: inside('AWSLogs/${AWS::AccountId}/*'),
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trailArn } },
      },
      {
        Sid: 'OnlyTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, inside('*')],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
