import type { EnginePage } from '../../../support/engines/Engine.ts';
import { waitFor } from '../../../support/engines/navigate.ts';
import type { User } from '../journey/journey.ts';

/** Milliseconds; a page of a provider that is gone by then was closed. */
const PATIENCE = 60_000;

/** Signs in at the login page of a provider. */
export async function logIn(page: EnginePage, user: User): Promise<void> {
  await waitFor(page, () => document.querySelector('input[name=login]') !== null, undefined, PATIENCE);
  await page.evaluate((user) => {
    document.querySelector<HTMLInputElement>('input[name=login]')!.value = user;
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Log in'))!;
    // The page may be gone before this is answered.
    setTimeout(() => button.click());
  }, user);
}

/** Signs in, in a popup window of the provider, as the page that has opened it says. */
export async function logInByPopup(popup: EnginePage, page: EnginePage): Promise<void> {
  try {
    const user = await page.evaluate(() => window.popupUser);
    await logIn(popup, user!);
  } catch {
    // Its page may be gone, or it may have been closed: then the client's own call fails, and the page notes it.
  }
}
