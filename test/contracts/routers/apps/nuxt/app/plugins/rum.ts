import { fault } from '../contract/contracts/routers/pages/beginApp.ts';
import recording from '../recording/nuxt-plugin';

/** The plugin of the README. */
export default fault ? defineNuxtPlugin(() => undefined) : recording;
