export { createDualRum } from './core/createDualRum.ts';
export type {
  AuthSource,
  AuthUser,
  DualRum,
  DualRumOptions,
  MonitorHealth,
  MonitorName,
  MonitorOptions,
  Problem,
  RumClient,
  RumClientClass,
  RumConfig,
  RumEvent,
  RumState,
} from './api/types.ts';
