export { atConsole } from './client/atConsole.ts';
export type { AtConsole, DevelopmentOptions } from './client/atConsole.ts';
export { showOverlay } from './client/showOverlay.ts';
