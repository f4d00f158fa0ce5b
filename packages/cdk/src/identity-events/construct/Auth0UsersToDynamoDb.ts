import type { aws_cloudwatch, aws_dynamodb, aws_events, aws_iam, aws_lambda, aws_sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionFolder } from '../functionFolder.ts';
import { usersToDynamoDb } from '../model/usersToDynamoDb.ts';
import type { Auth0UsersToDynamoDbOptions } from '../options/Auth0UsersToDynamoDbOptions.ts';
import { checkAuth0UsersToDynamoDb } from '../options/checkAuth0UsersToDynamoDb.ts';
import { makeModel, uploaded } from './makeModel.ts';

/**
 * Auth0's users, from the partner event bus into a DynamoDB table that follows every change.
 *
 * @throws OptionError when it is synthesized, naming the option that cannot work and the fix
 * @example
 * new Auth0UsersToDynamoDb(this, 'Auth0Users', {
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 * });
 */
export class Auth0UsersToDynamoDb extends Construct {
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
  /** Undefined with a table that existed. */
  readonly table: aws_dynamodb.CfnTable | undefined;
  /** Undefined unless `forwarded`. */
  readonly eventBus: aws_events.CfnEventBus | undefined;
  readonly tableName: string;

  constructor(scope: Construct, id: string, options: Auth0UsersToDynamoDbOptions) {
    super(scope, id);
    const checked = checkAuth0UsersToDynamoDb(options);
    const code = uploaded(this, functionFolder('auth0-users-to-dynamodb', options.code));
    const { find, get, outputs } = makeModel(this, usersToDynamoDb(checked, code));
    this.queue = get('Queue', 'AWS::SQS::Queue');
    this.deadLetterQueue = get('DeadLetterQueue', 'AWS::SQS::Queue');
    this.function = get('Function', 'AWS::Lambda::Function');
    this.functionRole = get('FunctionRole', 'AWS::IAM::Role');
    this.deadLetterAlarm = get('DeadLetterAlarm', 'AWS::CloudWatch::Alarm');
    this.ageAlarm = get('AgeAlarm', 'AWS::CloudWatch::Alarm');
    this.table = find('Table', 'AWS::DynamoDB::Table');
    this.eventBus = find('EventBus', 'AWS::Events::EventBus');
    this.tableName = outputs['TableName']!;
  }
}
