/** What the files for script tags have: `dual-rum.esm.js` exports it, `dual-rum.iife.js` has it on the global `DualRum`. */
export { auth0Source } from './auth/auth0Source.ts';
export { oidcSource } from './auth/oidcSource.ts';
export { createDualRum } from './core/createDualRum.ts';
