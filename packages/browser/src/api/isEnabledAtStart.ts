import type { DualRumOptions } from './types.ts';

/** Whether recording begins at creation; else nothing is recorded before `enable()`, as with aws-rum-web's own option. */
export const isEnabledAtStart = ({ enabled, config }: DualRumOptions): boolean =>
  enabled !== false && config?.enableRumClient !== false;
