import { createRumPlugin } from '@dual-rum/browser/nuxt';
import { rum } from '../rum';

export default defineNuxtPlugin(createRumPlugin(rum));
