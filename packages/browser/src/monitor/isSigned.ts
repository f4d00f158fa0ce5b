import type { DualRumOptions, MonitorName } from '../api/types.ts';

/** Whether requests of an app monitor are signed: its own option counts before those of aws-rum-web. */
export const isSigned = (
  name: MonitorName,
  { [name]: own, config }: Pick<DualRumOptions, MonitorName | 'config'>,
): boolean => own.signing ?? own.config?.signing ?? config?.signing ?? true;
