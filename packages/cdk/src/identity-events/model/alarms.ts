import { getAtt, type Json } from '../../model/intrinsics.ts';
import type { IdentityResource } from './IdentityTemplate.ts';

/** Goes off with the first message in the dead-letter queue. */
export const deadLetterAlarm = (topicArn: string | undefined): IdentityResource =>
  alarm(
    'Identity events that could not be processed or delivered are in the dead-letter queue',
    'DeadLetterQueue',
    'ApproximateNumberOfMessagesVisible',
    0,
    topicArn,
  );

/** Goes off when messages wait longer than this: the function fails, or is too slow. */
export const ageAlarm = (seconds: number, topicArn: string | undefined): IdentityResource =>
  alarm(
    'Identity events wait too long in the queue: the function fails or cannot keep up',
    'Queue',
    'ApproximateAgeOfOldestMessage',
    seconds,
    topicArn,
  );

function alarm(
  description: string,
  queue: string,
  metric: string,
  threshold: Json,
  topicArn: string | undefined,
): IdentityResource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: description,
      Namespace: 'AWS/SQS',
      MetricName: metric,
      Dimensions: [{ Name: 'QueueName', Value: getAtt(queue, 'QueueName') }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      // SQS reports nothing of a queue that nobody uses.
      TreatMissingData: 'notBreaching',
      ...(topicArn !== undefined && { AlarmActions: [topicArn] }),
    },
  };
}

/** Goes off with the first user whom a trigger's function could neither write nor queue. */
export const lostAlarm = (functionName: string, topicArn: string | undefined): IdentityResource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription:
      'Users could neither be written nor queued: the log names them, and their next sign-in writes them',
    Namespace: 'DualRum/IdentityEvents',
    MetricName: 'EventsLost',
    Dimensions: [{ Name: 'service', Value: functionName }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    ...(topicArn !== undefined && { AlarmActions: [topicArn] }),
  },
});
