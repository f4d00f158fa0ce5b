import {
  aws_cognito,
  type aws_cloudwatch,
  type aws_dynamodb,
  type aws_iam,
  type aws_lambda,
  type aws_sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionFolder } from '../functionFolder.ts';
import { cognitoUsers } from '../model/cognitoUsers.ts';
import { checkCognitoUsersToDynamoDb } from '../options/checkCognitoUsersToDynamoDb.ts';
import type { CognitoUsersToDynamoDbOptions } from '../options/CognitoUsersToDynamoDbOptions.ts';
import type { UsersQueue } from '../options/CognitoEventsToKafkaOptions.ts';
import { addTriggers } from './addTriggers.ts';
import { makeModel, uploaded } from './makeModel.ts';

/** The options, with a user pool of this application for the ARN of one that is elsewhere. */
export type CognitoUsersToDynamoDbProps =
  | CognitoUsersToDynamoDbOptions
  | (Omit<CognitoUsersToDynamoDbOptions, 'userPoolArn'> & {
      /** Gets the triggers. */
      userPool: aws_cognito.UserPool | aws_cognito.CfnUserPool;
    });

/**
 * Cognito's new users, from the user pool's triggers into a DynamoDB table, or two. The trigger is answered in time, whatever
 * DynamoDB does.
 *
 * A user pool of this application gets the triggers. One that is given by its ARN has to be told: `FunctionArn` is an output.
 *
 * @throws OptionError naming the option that cannot work and the fix; also where the user pool has such a trigger already
 * @example
 * new CognitoUsersToDynamoDb(this, 'Users', { userPool, profileTable: true });
 */
export class CognitoUsersToDynamoDb extends Construct {
  /** What the trigger could not write at once. */
  readonly queue: aws_sqs.CfnQueue;
  /** What could not be written at all. */
  readonly deadLetterQueue: aws_sqs.CfnQueue;
  readonly function: aws_lambda.CfnFunction;
  readonly functionRole: aws_iam.CfnRole;
  /** Goes off with the first dead letter. */
  readonly deadLetterAlarm: aws_cloudwatch.CfnAlarm;
  /** Goes off when messages wait too long. */
  readonly ageAlarm: aws_cloudwatch.CfnAlarm;
  /** Goes off with the first user who could neither be written nor queued. */
  readonly lostAlarm: aws_cloudwatch.CfnAlarm;
  /** Undefined with a table that existed. */
  readonly table: aws_dynamodb.CfnTable | undefined;
  /** Undefined with a table that existed, and with one table. */
  readonly profileTable: aws_dynamodb.CfnTable | undefined;
  readonly tableName: string;
  /** For `CognitoEventsToKafka` of the same user pool. */
  readonly usersQueue: UsersQueue;

  constructor(scope: Construct, id: string, props: CognitoUsersToDynamoDbProps) {
    super(scope, id);
    const { userPool, options } = split(props);
    const checked = checkCognitoUsersToDynamoDb(options);
    const code = uploaded(this, functionFolder('cognito-users-to-dynamodb', options.code));
    const { find, get, outputs } = makeModel(this, cognitoUsers(checked, code));
    this.queue = get('Queue', 'AWS::SQS::Queue');
    this.deadLetterQueue = get('DeadLetterQueue', 'AWS::SQS::Queue');
    this.function = get('Function', 'AWS::Lambda::Function');
    this.functionRole = get('FunctionRole', 'AWS::IAM::Role');
    this.deadLetterAlarm = get('DeadLetterAlarm', 'AWS::CloudWatch::Alarm');
    this.ageAlarm = get('AgeAlarm', 'AWS::CloudWatch::Alarm');
    this.lostAlarm = get('LostAlarm', 'AWS::CloudWatch::Alarm');
    this.table = find('Table', 'AWS::DynamoDB::Table');
    this.profileTable = find('ProfileTable', 'AWS::DynamoDB::Table');
    this.tableName = outputs['TableName']!;
    const keyArn = outputs['QueueKeyArn'];
    this.usersQueue = {
      queueUrl: outputs['QueueUrl']!,
      queueArn: outputs['QueueArn']!,
      ...(keyArn !== undefined && { keyArn }),
    };
    if (!userPool) return;
    addTriggers(this, userPool, {
      arn: this.function.attrArn,
      triggers: checked.onSignIn ? ['postConfirmation', 'postAuthentication'] : ['postConfirmation'],
      output: 'FunctionArn',
      option: 'userPool',
      wayOut: () =>
        'Give userPoolArn instead of userPool. If it is the function of a CognitoEventsToKafka, give that the option usersQueue, which is usersQueue of this construct; let any other call this function with its event as it is: Invoke, InvocationType Event',
    });
  }
}

function split(props: CognitoUsersToDynamoDbProps) {
  if (!('userPool' in props)) return { userPool: undefined, options: props };
  const { userPool, ...options } = props;
  const userPoolArn = userPool instanceof aws_cognito.CfnUserPool ? userPool.attrArn : userPool.userPoolArn;
  return { userPool, options: { ...options, userPoolArn } };
}
