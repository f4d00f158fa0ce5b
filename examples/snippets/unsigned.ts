import type { MonitorOptions } from '@dual-rum/browser';

export const guest: MonitorOptions = { appMonitorId: '6c2d…', signing: false, alias: 'my-shop' };
