import { beginApp, fault } from './contract/contracts/routers/pages/beginApp.ts';

beginApp();
export const { rum } = sdk;
if (!fault) rum.awaitPageView();
