import type { aws_cloudwatch, aws_events, aws_iam, aws_lambda, aws_s3, aws_sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionFolder } from '../functionFolder.ts';
import { eventsToS3 } from '../model/eventsToS3.ts';
import type { Auth0EventsToS3Options } from '../options/Auth0EventsToS3Options.ts';
import { checkAuth0EventsToS3 } from '../options/checkAuth0EventsToS3.ts';
import { makeModel, uploaded } from './makeModel.ts';

/**
 * Auth0's sign-ins, sign-ups, log-outs and failures, from the partner event bus into S3, for Athena and QuickSight.
 *
 * @throws OptionError when it is synthesized, naming the option that cannot work and the fix
 * @example
 * new Auth0EventsToS3(this, 'Auth0Events', {
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 * });
 */
export class Auth0EventsToS3 extends Construct {
  /** What the rules send to. */
  readonly queue: aws_sqs.CfnQueue;
  /** What could not be processed or delivered. */
  readonly deadLetterQueue: aws_sqs.CfnQueue;
  readonly function: aws_lambda.CfnFunction;
  readonly functionRole: aws_iam.CfnRole;
  /** Goes off with the first dead letter. */
  readonly deadLetterAlarm: aws_cloudwatch.CfnAlarm;
  /** Goes off when messages wait too long. */
  readonly ageAlarm: aws_cloudwatch.CfnAlarm;
  /** Undefined with a bucket that existed. */
  readonly bucket: aws_s3.CfnBucket | undefined;
  /** Undefined unless `forwarded`. */
  readonly eventBus: aws_events.CfnEventBus | undefined;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, options: Auth0EventsToS3Options) {
    super(scope, id);
    const checked = checkAuth0EventsToS3(options);
    const code = uploaded(this, functionFolder('auth0-events-to-s3', options.code));
    const { find, get, outputs } = makeModel(this, eventsToS3(checked, code));
    this.queue = get('Queue', 'AWS::SQS::Queue');
    this.deadLetterQueue = get('DeadLetterQueue', 'AWS::SQS::Queue');
    this.function = get('Function', 'AWS::Lambda::Function');
    this.functionRole = get('FunctionRole', 'AWS::IAM::Role');
    this.deadLetterAlarm = get('DeadLetterAlarm', 'AWS::CloudWatch::Alarm');
    this.ageAlarm = get('AgeAlarm', 'AWS::CloudWatch::Alarm');
    this.bucket = find('Bucket', 'AWS::S3::Bucket');
    this.eventBus = find('EventBus', 'AWS::Events::EventBus');
    this.bucketName = outputs['BucketName']!;
  }
}
