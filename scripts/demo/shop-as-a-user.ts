import type { Page } from 'playwright-core';
import type { Demo } from './start-demo.ts';

/**
 * The journey that AWS documents for the two-monitor pattern, as a user goes it: by roles and labels, with the keyboard
 * where one would take it. Ends on the home page, signed out.
 */
export async function shopAsAUser({ url, auth, user }: Demo, page: Page, say: (line: string) => void): Promise<void> {
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const link = (name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const name = user?.name ?? 'Ada';
  const shelves = () => link('Stoneware mug').waitFor();

  say('opens the welcome page');
  await page.goto(url);
  await shelves();

  say('signs in');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await heading('Sign in');
  // The heading has the focus after a route change, so that the field is one Tab away.
  await page.keyboard.press('Tab');
  if (atProvider(auth)) {
    await page.keyboard.press('Enter');
    say('… on the page of the identity provider');
    await page.getByLabel('User').fill(name);
    await page.getByLabel('Password').fill('any');
    await button('Log in').click();
  } else {
    await page.keyboard.type(name);
    if (user) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(user.password);
    }
    await page.keyboard.press('Enter');
  }
  await page.getByText(`Good to see you, ${name}`).waitFor();
  await shelves();

  say('looks at the stoneware mug and puts two into the cart');
  await link('Stoneware mug').click();
  await heading('Stoneware mug');
  await page.getByLabel('Quantity').selectOption('2');
  await button('Add to cart').click();

  say('views the cart');
  await link('View cart').click();
  await heading('Your cart');
  await page.getByText('$48.00').first().waitFor();

  say('checks out');
  await link('Checkout').click();
  await heading('Checkout');
  await page.getByLabel('Full name').focus();
  for (const text of ['Ada Byron', 'ada@example.com', '12 Dorset Street', 'W1U 6QS', 'London']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }

  say('places the order');
  await page.keyboard.press('Enter');
  await heading('Thank you, Ada Byron');

  say('goes home');
  await link('Continue shopping').click();
  await shelves();

  say('signs out');
  const back = atProvider(auth)
    ? page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.url().startsWith(url))
    : undefined;
  await button('Sign out').click();
  await back;
  await heading(/^Good things/);
  await shelves();
  await page.getByText('your visit goes to the guest monitor').waitFor();
}

/** Whether users sign in on a page of the provider's own, which the shop leaves for, as it does to sign out. */
export const atProvider = (auth: Demo['auth']): boolean => auth === 'auth0' || auth === 'oidc';
