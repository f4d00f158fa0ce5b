import type { MonitorOptions } from '@dual-rum/browser';
import { fetchAuthSession } from 'aws-amplify/auth';

export const authenticated: MonitorOptions = {
  appMonitorId: '9f0e…',
  credentials: async () => (await fetchAuthSession()).credentials!,
};
