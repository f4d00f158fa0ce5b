export { dualRumConsole } from './vite/dualRumConsole.ts';
export type { DualRumConsoleOptions } from './vite/dualRumConsole.ts';
