import { createDualRum } from '@dual-rum/browser';
import { beginApp, fault } from './contract/contracts/routers/pages/beginApp.ts';

function begin() {
  beginApp();
  return sdk.rum;
}

/** On a server it does nothing; in the browser of a test it is set up for the local CloudWatch RUM. */
export const rum = typeof window === 'undefined' ? createDualRum({} as never) : begin();
if (!fault) rum.awaitPageView();
