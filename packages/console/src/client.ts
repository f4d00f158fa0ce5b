export { atConsole } from './client/atConsole.ts';
export type { AtConsole, DevelopmentOptions } from './client/atConsole.ts';
export { createDevelopmentSignIn } from './client/createDevelopmentSignIn.ts';
export type { DevelopmentSignIn } from './client/createDevelopmentSignIn.ts';
export { showOverlay } from './client/showOverlay.ts';
