import { getAtt, jsonText, ref, type Json } from '../../model/intrinsics.ts';
import type { CheckedEventsToS3 } from '../options/checkAuth0EventsToS3.ts';
import { ageAlarm, deadLetterAlarm } from './alarms.ts';
import { athena } from './athena.ts';
import { bucket } from './bucket.ts';
import { EVENT_RULES } from './codes.ts';
import type { IdentityModel } from './IdentityTemplate.ts';
import { lambda } from './lambda.ts';
import { queues } from './queues.ts';
import { quickSight } from './quickSight.ts';
import { codeRules, eventBus } from './rules.ts';
import { allow } from './statements.ts';

/** What gets deployed: the construct and the printed template are made from it, and the SAM template is compared with it. */
export function eventsToS3(options: CheckedEventsToS3, code: Json): IdentityModel {
  const { eventBusName, forwarded, name, prefix, formats, quickSightPrincipalArn } = options;
  const bucketName: Json = options.bucket ? options.bucket.name : ref('Bucket');
  const keyArn = options.bucket?.keyArn;
  const rules = codeRules({ busName: eventBusName, forwarded }, EVENT_RULES, options.moreCodes);
  const objects: Json = { 'Fn::Sub': [`arn:\${AWS::Partition}:s3:::\${Bucket}/${prefix}/*`, { Bucket: bucketName }] };
  return {
    resources: {
      ...(forwarded && { EventBus: eventBus(name) }),
      ...rules,
      ...queues({ encryption: options.encryption, rules: Object.keys(rules) }),
      ...lambda({
        ...options,
        name: 'auth0-events-to-s3',
        description: 'Auth0 events to S3',
        code,
        environment: { BUCKET: bucketName, PREFIX: prefix, FORMATS: formats.join(',') },
        statements: [
          allow('s3:PutObject', objects),
          ...(keyArn === undefined ? [] : [allow('kms:GenerateDataKey', keyArn)]),
        ],
        // Few at a time make large files.
        maximumConcurrency: 2,
      }),
      DeadLetterAlarm: deadLetterAlarm(options.topicArn),
      AgeAlarm: ageAlarm(options.oldestMessageSeconds, options.topicArn),
      ...(!options.bucket && bucket(options)),
      ...(formats.includes('parquet') && athena({ name, bucketName, prefix })),
      ...(quickSightPrincipalArn !== undefined && quickSight({ name, principalArn: quickSightPrincipalArn })),
    },
    outputs: {
      ...(forwarded && {
        EventBusArn: { Description: 'The bus that Auth0EventsForwarder sends to', Value: getAtt('EventBus', 'Arn') },
      }),
      BucketName: { Description: 'Where the events are', Value: bucketName },
      QueueUrl: { Description: 'The queue', Value: ref('Queue') },
      DeadLetterQueueUrl: { Description: 'What could not be processed or delivered', Value: ref('DeadLetterQueue') },
      FunctionName: { Description: 'The function', Value: ref('Function') },
      ...(formats.includes('csv') && {
        QuickSightManifest: {
          Description:
            'To upload to QuickSight for a first look: it reads at most 1,000 CSV files by it, about three days',
          Value: jsonText({
            fileLocations: [
              { URIPrefixes: [{ 'Fn::Sub': [`s3://\${Bucket}/${prefix}/csv/`, { Bucket: bucketName }] }] },
            ],
            globalUploadSettings: { format: 'CSV', delimiter: ',', textqualifier: '"', containsHeader: 'true' },
          }),
        },
      }),
    },
  };
}
