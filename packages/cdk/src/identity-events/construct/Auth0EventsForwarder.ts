import type { aws_cloudwatch, aws_events, aws_iam, aws_sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { forwarder } from '../model/forwarder.ts';
import type { Auth0EventsForwarderOptions } from '../options/Auth0EventsForwarderOptions.ts';
import { checkAuth0EventsForwarder } from '../options/checkAuth0EventsForwarder.ts';
import { makeModel } from './makeModel.ts';

/**
 * Sends the events of a partner bus, which exists in one region only, to a pipeline in another.
 *
 * @throws OptionError when it is synthesized, naming the option that cannot work and the fix
 * @example
 * new Auth0EventsForwarder(this, 'Auth0Forwarder', {
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 *   dataRegion: 'eu-central-1',
 * });
 */
export class Auth0EventsForwarder extends Construct {
  readonly rule: aws_events.CfnRule;
  readonly role: aws_iam.CfnRole;
  /** Events that could not be sent. */
  readonly deadLetterQueue: aws_sqs.CfnQueue;
  /** Goes off with the first dead letter. */
  readonly deadLetterAlarm: aws_cloudwatch.CfnAlarm;

  constructor(scope: Construct, id: string, options: Auth0EventsForwarderOptions) {
    super(scope, id);
    const { get } = makeModel(this, forwarder(checkAuth0EventsForwarder(options)));
    this.rule = get('ForwardRule', 'AWS::Events::Rule');
    this.role = get('ForwardRole', 'AWS::IAM::Role');
    this.deadLetterQueue = get('DeadLetterQueue', 'AWS::SQS::Queue');
    this.deadLetterAlarm = get('DeadLetterAlarm', 'AWS::CloudWatch::Alarm');
  }
}
