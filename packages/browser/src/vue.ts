export { createRumPlugin, useRum } from './frameworks/vue.ts';
export type { RumPluginOptions } from './frameworks/vue.ts';
