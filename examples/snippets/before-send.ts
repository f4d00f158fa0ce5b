import type { DualRumOptions } from '@dual-rum/browser';

export const beforeSend: DualRumOptions['beforeSend'] = (event) => {
  if (event.type === 'heartbeat') return null; // Dropped.
  event.metadata['team'] = 'checkout';
  return event;
};
