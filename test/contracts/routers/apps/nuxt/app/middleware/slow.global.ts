import { slowFirst } from '../contract/contracts/routers/pages/beginApp.ts';

export default defineNuxtRouteMiddleware(() => (import.meta.client ? slowFirst() : undefined));
