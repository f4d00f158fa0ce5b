import { createDualRum, type DualRumOptions } from '@dual-rum/browser';
import deployed from './rum.config.json';

export const rum = createDualRum({
  ...(deployed as Omit<DualRumOptions, 'applicationVersion'>),
  applicationVersion: '1.4.0',
});
