import type { Demo } from '../../scripts/demo/start-demo.ts';
import { atProvider } from '../../scripts/demo/shop-as-a-user.ts';
import type { EnginePage } from '../support/engines/Engine.ts';
import { waitFor } from '../support/engines/navigate.ts';

/** Milliseconds; a page may have been replaced since it was looked at. */
const PATIENCE = 60_000;

/** The journey of `shopAsAUser`, in any engine. Ends on the home page, signed out. */
export async function shopInEngine({ url, auth, user }: Demo, page: EnginePage): Promise<void> {
  const name = user?.name ?? 'Ada';
  /** Waits until the page says so. */
  const sees = (text: string): Promise<void> =>
    waitFor(page, (text) => document.body.innerText.includes(text), text, PATIENCE);
  /** Presses the first link or button in sight that says so. */
  const press = async (text: string): Promise<void> => {
    await sees(text);
    await waitFor(
      page,
      (text) => {
        // The header of the shop repeats links of its pages.
        const found = ['main a, main button', 'a, button']
          .flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)])
          .find((one) => one.offsetParent !== null && one.innerText.trim().startsWith(text));
        // It may replace the page before this is answered.
        if (found) setTimeout(() => found.click());
        return found !== undefined;
      },
      text,
      PATIENCE,
    );
  };
  const type = (fields: Record<string, string>): Promise<void> =>
    waitFor(
      page,
      (fields) =>
        Object.entries(fields).every(([selector, value]) => {
          const field = document.querySelector<HTMLInputElement | HTMLSelectElement>(selector);
          if (field) field.value = value;
          field?.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
          return field;
        }),
      fields,
      PATIENCE,
    );
  /** Waits until this is the only page, and its load is over. */
  const isAt = (path: string): Promise<void> =>
    waitFor(
      page,
      (address) => location.href === address && document.readyState === 'complete',
      new URL(path, url).href,
      PATIENCE,
    );
  const shelves = (): Promise<void> => sees('Stoneware mug');

  await page.goto(url);
  await shelves();
  await press('Sign in');
  await isAt('/auth');
  if (atProvider(auth)) {
    await press('Continue');
    await type({ 'input[name=login]': name, 'input[name=password]': 'any' });
    await press('Log in');
  } else {
    await type({
      'input[autocomplete=username]': name,
      ...(user && { 'input[autocomplete=current-password]': user.password }),
    });
    await press('Sign in');
  }
  await sees(`Good to see you, ${name}`);
  await shelves();
  await press('Stoneware mug');
  await sees('Quantity');
  await type({ select: '2' });
  await press('Add to cart');
  await press('View cart');
  await sees('$48.00');
  await press('Checkout');
  await sees('Full name');
  await type({
    'input[autocomplete=name]': 'Ada Byron',
    'input[autocomplete=email]': 'ada@example.com',
    'input[autocomplete=street-address]': '12 Dorset Street',
    'input[autocomplete=postal-code]': 'W1U 6QS',
    'input[autocomplete=address-level2]': 'London',
  });
  await press('Place your order');
  await sees('Thank you, Ada Byron');
  await press('Continue shopping');
  await shelves();
  // Marked, so that it is told from the page that the provider brings back.
  await page.evaluate(() => (window.isLeft = true));
  await press('Sign out');
  if (atProvider(auth)) await waitFor(page, () => !window.isLeft, undefined, PATIENCE);
  await isAt('/');
  await shelves();
  await sees('your visit goes to the guest monitor');
}
