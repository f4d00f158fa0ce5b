export { watchConsole } from './testing/watchConsole.ts';
export type { ArrivedEvent, ConsoleWatch, EventFilter, RunningConsole } from './testing/watchConsole.ts';
