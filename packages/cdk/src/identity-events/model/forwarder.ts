import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { CheckedForwarder } from '../options/checkAuth0EventsForwarder.ts';
import { deadLetterAlarm } from './alarms.ts';
import type { IdentityModel } from './IdentityTemplate.ts';
import { deadLetters } from './queues.ts';
import { logPattern } from './rules.ts';
import { allow, policy, trust } from './statements.ts';

/**
 * A rule on the partner bus whose target is the bus of another region.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export function forwarder({ eventBusName, dataRegion, to, codes, topicArn }: CheckedForwarder): IdentityModel {
  const busArn: Json = {
    'Fn::Sub': [
      `arn:\${AWS::Partition}:events:\${DataRegion}:\${AWS::AccountId}:event-bus/${to}`,
      { DataRegion: dataRegion },
    ],
  };
  return {
    resources: {
      ForwardRule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Description: 'Auth0 events to another region',
          EventBusName: eventBusName,
          EventPattern: codes.length > 0 ? logPattern(eventBusName, codes) : { source: [eventBusName] },
          State: 'ENABLED',
          Targets: [
            {
              Id: 'EventBus',
              Arn: busArn,
              RoleArn: getAtt('ForwardRole', 'Arn'),
              DeadLetterConfig: { Arn: getAtt('DeadLetterQueue', 'Arn') },
            },
          ],
        },
      },
      ForwardRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Description: 'Auth0 events to the bus of another region',
          AssumeRolePolicyDocument: trust('events.amazonaws.com'),
          Policies: [{ PolicyName: 'Forward', PolicyDocument: policy(allow('events:PutEvents', busArn)) }],
        },
      },
      ...deadLetters({ SqsManagedSseEnabled: true }, ['ForwardRule']),
      DeadLetterAlarm: deadLetterAlarm(topicArn),
    },
    outputs: {
      DeadLetterQueueUrl: { Description: 'Events that could not be sent', Value: ref('DeadLetterQueue') },
    },
  };
}
