import { getAtt, type Json } from '../../model/intrinsics.ts';
import type { IdentityResource } from './IdentityTemplate.ts';

/** Goes off with the first message in the dead-letter queue. */
export const deadLetterAlarm = (topicArn: string | undefined, queue = 'DeadLetterQueue'): IdentityResource =>
  alarm(
    'Identity events that could not be processed or delivered are in the dead-letter queue',
    queue,
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

/** Goes off with the first count of a metric of what is lost. */
export const lostAlarm = (
  {
    description,
    metric,
    service,
  }: { description: string; metric: 'EventsFailed' | 'EventsLate' | 'EventsLost'; service: string },
  topicArn: string | undefined,
): IdentityResource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: description,
    Namespace: 'DualRum/IdentityEvents',
    MetricName: metric,
    Dimensions: [{ Name: 'service', Value: service }],
    Statistic: 'Sum',
    ...watched(0, topicArn),
  },
});

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
      ...watched(threshold, topicArn),
    },
  };
}

const watched = (threshold: Json, topicArn: string | undefined): Record<string, Json> => ({
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: threshold,
  ComparisonOperator: 'GreaterThanThreshold',
  // Nothing is reported of what nobody uses.
  TreatMissingData: 'notBreaching',
  ...(topicArn !== undefined && { AlarmActions: [topicArn] }),
});
