import type { MonitorOptions } from '@dual-rum/browser';
import { awsSdkCredentials } from '@dual-rum/browser/aws-sdk';

export const guest: MonitorOptions = {
  appMonitorId: '6c2d…',
  credentials: awsSdkCredentials({ identityPoolId: 'us-east-1:41c0…' }),
};
