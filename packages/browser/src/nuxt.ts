export { createRumPlugin } from './frameworks/nuxt.ts';
export type { NuxtApp } from './frameworks/nuxt.ts';
export { useRum } from './frameworks/vue.ts';
