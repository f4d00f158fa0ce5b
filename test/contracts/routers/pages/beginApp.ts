import { beginPage } from '../../../support/sdk/pages/pageSdk.ts';
import type { Fault, RouterApp } from '../RouterAdapter.ts';

/** What the address of the first page asks for; on a server there is none. */
const asked = new URLSearchParams(globalThis.location?.search);

/** The adapter that the page uses in place of ours. */
export const fault = (asked.get('adapter') ?? undefined) as Fault | undefined;

/** The app handles errors of components itself. */
export const handlesErrors = asked.has('handled');

let isFirst = true;
/** A guard or loader takes its time for the first route. */
export async function slowFirst(): Promise<void> {
  const isSlow = isFirst && asked.has('slow');
  isFirst = false;
  if (isSlow) await new Promise((done) => setTimeout(done, 400));
}

export const heard: string[] = [];
const hear = (who: string, error: unknown): void => {
  const { message } = error as Error;
  if (message === 'component failed') heard.push(`${who}: ${message}`);
};

/** The app's own handler of errors. */
export const handleError = (error: unknown): void => hear('app', error);

export function fail(): never {
  throw new Error('component failed');
}

/** Starts the SDK of the page, and listens to what becomes of errors. */
export function beginApp(): void {
  window.addEventListener('error', ({ error }) => hear('window', error));
  const { error } = console;
  console.error = (...all: unknown[]) => {
    all.forEach((one) => one instanceof Error && hear('console', one));
    error(...all);
  };
  beginPage();
}

export function appReady(go: RouterApp['go']): void {
  globalThis.routerApp = { go, heard };
}
