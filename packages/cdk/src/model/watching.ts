import type { CheckedOptions } from '../options/checkOptions.ts';
import { jsonText, type Json } from './intrinsics.ts';
import { monitorName } from './policies.ts';
import type { Resource } from './Template.ts';

/** A dashboard with both app monitors side by side, and an alarm on how much guests write. Each only if asked for. */
export function watching({ name, dashboard, guestVolumeAlarm }: CheckedOptions): Record<string, Resource> {
  return {
    ...(dashboard && {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardName: `${name.replaceAll('.', '-')}-RUM`,
          DashboardBody: jsonText({ widgets: widgets(name) }),
        },
      },
    }),
    ...(guestVolumeAlarm && {
      GuestVolumeAlarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmDescription: `More than ${guestVolumeAlarm.eventsPerHour} events an hour in the guest app monitor of ${name}, which anyone can write to`,
          Namespace: 'AWS/RUM',
          // CloudWatch RUM writes one data point for each event, so counting them counts events.
          MetricName: 'RumEventPayloadSize',
          Dimensions: [{ Name: 'application_name', Value: monitorName(name, 'guest') }],
          Statistic: 'SampleCount',
          Period: 3600,
          EvaluationPeriods: 1,
          Threshold: guestVolumeAlarm.eventsPerHour,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'notBreaching',
          ...(guestVolumeAlarm.topicArn !== undefined && { AlarmActions: [guestVolumeAlarm.topicArn] }),
        },
      },
    }),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-metrics.html */
const CHARTS: [title: string, stat: string, metrics: string[]][] = [
  ['Sessions and page views', 'Sum', ['SessionCount', 'PageViewCount']],
  ['Errors', 'Sum', ['JsErrorCount', 'Http4xxCount', 'Http5xxCount']],
  ['Page loads (ms, p75)', 'p75', ['PerformanceNavigationDuration', 'WebVitalsLargestContentfulPaint']],
  ['Events', 'SampleCount', ['RumEventPayloadSize']],
];

function widgets(name: string): Json[] {
  return CHARTS.flatMap(([title, stat, metrics], row) =>
    (['guest', 'authenticated'] as const).map((kind, column) => ({
      type: 'metric',
      x: column * 12,
      y: row * 6,
      width: 12,
      height: 6,
      properties: {
        title: `${kind === 'guest' ? 'Guests' : 'Signed in'}: ${title}`,
        region: { 'Fn::Sub': '${AWS::Region}' },
        stat,
        period: 300,
        metrics: metrics.map((metric) => ['AWS/RUM', metric, 'application_name', monitorName(name, kind)]),
      },
    })),
  );
}
