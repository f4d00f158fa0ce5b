import type { Stack } from 'aws-cdk-lib';
import { Auth0EventsToS3, Auth0UsersToDynamoDb } from '@dual-rum/cdk/identity-events';

declare const stack: Stack;
declare const eventBusName: string;
declare const eventStreamBusName: string;

const events = new Auth0EventsToS3(stack, 'Events', {
  eventBusName,
  moreCodes: ['seacft', 'feacft'],
  bucket: { name: 'data-lake', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e' },
  formats: ['parquet'],
  encryption: 'kms',
  alarms: { topicArn: 'arn:aws:sns:us-east-1:123456789012:ops' },
  quickSight: { principalArn: 'arn:aws:quicksight:us-east-1:123456789012:group/default/analysts' },
});
events.function.addPropertyOverride('Environment.Variables.POWERTOOLS_LOG_LEVEL', 'DEBUG');

new Auth0UsersToDynamoDb(stack, 'Users', { eventStreamBusName, write: 'update', onlyWithUserMetadata: true });
