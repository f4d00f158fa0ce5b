import { describe, expect, it } from 'vitest';
import type { DualRumOptions } from '../options/DualRumOptions.ts';
import { createModel } from './createModel.ts';

const base: DualRumOptions = {
  name: 'my.Shop',
  domains: ['shop.example.com'],
  signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
};
interface Widget {
  x: number;
  y: number;
  properties: { title: string; region: string; metrics: string[][] };
}

describe('watching', () => {
  it('is not there unless asked for', () => {
    const { resources } = createModel(base);
    expect(Object.keys(resources)).not.toContain('Dashboard');
    expect(Object.keys(resources)).not.toContain('GuestVolumeAlarm');
  });

  it('shows the same of both app monitors, side by side', () => {
    const { Properties } = createModel({ ...base, dashboard: true }).resources['Dashboard']!;
    expect(Properties['DashboardName']).toBe('my-Shop-RUM');
    const text = (Properties['DashboardBody'] as { 'Fn::Sub': string })['Fn::Sub'];
    const { widgets } = JSON.parse(text) as { widgets: Widget[] };
    const side = (x: number) => widgets.filter((widget) => widget.x === x);
    expect(side(0).length).toBeGreaterThan(2);
    const shown = (x: number) =>
      side(x).map(({ y, properties }) => ({
        y,
        region: properties.region,
        metrics: properties.metrics.map(([namespace, metric, dimension]) => [namespace, metric, dimension]),
      }));
    expect(shown(12)).toEqual(shown(0));
    const names = (x: number) =>
      new Set(side(x).flatMap(({ properties }) => properties.metrics.map((each) => each[3])));
    expect(names(0)).toEqual(new Set(['my.Shop_Unauthenticated']));
    expect(names(12)).toEqual(new Set(['my.Shop_Authenticated']));
    expect(widgets.map(({ properties }) => properties.region)).toEqual(widgets.map(() => '${AWS::Region}'));
  });

  it('counts the events of guests, one data point each, and tells whom it is told to', () => {
    const topicArn = 'arn:aws:sns:eu-west-1:123456789012:ops';
    const { resources } = createModel({ ...base, guestVolumeAlarm: { eventsPerHour: 500, topicArn } });
    expect(resources['GuestVolumeAlarm']!.Properties).toMatchObject({
      Namespace: 'AWS/RUM',
      MetricName: 'RumEventPayloadSize',
      Dimensions: [{ Name: 'application_name', Value: 'my.Shop_Unauthenticated' }],
      Statistic: 'SampleCount',
      Period: 3600,
      Threshold: 500,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [topicArn],
    });
  });
});
