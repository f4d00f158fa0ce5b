import type { aws_cloudwatch, aws_cognito, aws_iam, aws_lambda, aws_sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionFolder } from '../functionFolder.ts';
import { eventsToKafka } from '../model/eventsToKafka.ts';
import { checkCognitoEventsToKafka } from '../options/checkCognitoEventsToKafka.ts';
import type { CognitoEventsToKafkaOptions } from '../options/CognitoEventsToKafkaOptions.ts';
import { addTriggers, USER_TRIGGERS, type TokenGenerationVersion, type UserTrigger } from './addTriggers.ts';
import { makeModel, uploaded } from './makeModel.ts';

/**
 * Sign-ups, sign-ins, sign-outs and failures of a Cognito user pool, into a topic of Apache Kafka.
 *
 * @throws OptionError when it is synthesized, naming the option that cannot work and the fix
 * @example
 * const events = new CognitoEventsToKafka(this, 'CognitoEvents', {
 *   userPoolId: userPool.userPoolId,
 *   brokers: ['b-1.kafka.example.com:9093'],
 *   topic: 'identity-events',
 * });
 * events.addTriggersTo(userPool);
 */
export class CognitoEventsToKafka extends Construct {
  /** What the triggers and CloudTrail's rules send to. */
  readonly queue: aws_sqs.CfnQueue;
  /** What could not be written to Kafka. */
  readonly deadLetterQueue: aws_sqs.CfnQueue;
  /** What EventBridge could not put into the queue. Undefined without `cloudTrail`. */
  readonly undeliveredQueue: aws_sqs.CfnQueue | undefined;
  /** What Cognito calls. */
  readonly triggerFunction: aws_lambda.CfnFunction;
  /** What writes to Kafka. */
  readonly function: aws_lambda.CfnFunction;
  readonly functionRole: aws_iam.CfnRole;
  /** Goes off with the first dead letter. */
  readonly deadLetterAlarm: aws_cloudwatch.CfnAlarm;
  /** Goes off when messages wait too long. */
  readonly ageAlarm: aws_cloudwatch.CfnAlarm;
  /** Goes off with the first event that a trigger could hand over nowhere. */
  readonly lostAlarm: aws_cloudwatch.CfnAlarm;
  /** Goes off with the first event of which it is not known in time whether it is handed over. */
  readonly lateAlarm: aws_cloudwatch.CfnAlarm;

  constructor(scope: Construct, id: string, options: CognitoEventsToKafkaOptions) {
    super(scope, id);
    const checked = checkCognitoEventsToKafka(options);
    const code = {
      triggers: uploaded(this, functionFolder('cognito-triggers-to-kafka', options.code?.triggers), 'TriggerCode'),
      events: uploaded(this, functionFolder('cognito-events-to-kafka', options.code?.events)),
    };
    const { find, get } = makeModel(this, eventsToKafka(checked, code));
    this.queue = get('Queue', 'AWS::SQS::Queue');
    this.deadLetterQueue = get('DeadLetterQueue', 'AWS::SQS::Queue');
    this.undeliveredQueue = find('UndeliveredQueue', 'AWS::SQS::Queue');
    this.triggerFunction = get('TriggerFunction', 'AWS::Lambda::Function');
    this.function = get('Function', 'AWS::Lambda::Function');
    this.functionRole = get('FunctionRole', 'AWS::IAM::Role');
    this.deadLetterAlarm = get('DeadLetterAlarm', 'AWS::CloudWatch::Alarm');
    this.ageAlarm = get('AgeAlarm', 'AWS::CloudWatch::Alarm');
    this.lostAlarm = get('LostAlarm', 'AWS::CloudWatch::Alarm');
    this.lateAlarm = get('LateAlarm', 'AWS::CloudWatch::Alarm');
  }

  /**
   * Sets the function as these triggers of a user pool of this CDK app, beside those that it has. A user pool takes one function for
   * each trigger.
   *
   * @param options.tokenGenerationVersion of pre token generation: `V1_0`, the default; `V2_0` and `V3_0` need the Essentials or Plus
   *   plan, and only `V3_0` tells of client credentials
   * @throws OptionError when it has one already, or is not made in this app
   */
  addTriggersTo(
    userPool: aws_cognito.IUserPool | aws_cognito.CfnUserPool,
    triggers: readonly UserTrigger[] = USER_TRIGGERS,
    { tokenGenerationVersion = 'V1_0' }: { tokenGenerationVersion?: TokenGenerationVersion } = {},
  ): void {
    addTriggers(this, userPool, {
      arn: this.triggerFunction.attrArn,
      triggers,
      tokenGenerationVersion,
      output: 'TriggerFunctionArn',
      option: 'triggers',
      wayOut: (free) =>
        `If it is the function of a CognitoUsersToDynamoDb, give that userPoolArn instead of userPool, and its usersQueue to this one as the option usersQueue. Otherwise leave it out: addTriggersTo(userPool, ${JSON.stringify(free)}). Events of that trigger its own function can hand over, with createTriggerHandler of @dual-rum/identity-events/kafka`,
    });
  }
}
