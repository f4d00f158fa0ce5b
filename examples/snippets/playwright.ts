import { watchConsole } from '@dual-rum/browser/testing';
import { startConsole } from '@dual-rum/console';
import { expect, test } from '@playwright/test';

test('what a guest buys is recorded once, with its page', async ({ page }) => {
  const console = await startConsole();
  const { options, events, waitFor } = watchConsole(console);
  await page.addInitScript((options) => (globalThis.rumOptions = options), options);

  await page.goto('http://localhost:5173/product/p-42');
  await page.getByRole('button', { name: 'Buy' }).click();

  const { pageId, details } = await waitFor({ type: 'added_to_cart', monitor: 'guest' });
  expect(pageId).toBe('/product/:id');
  expect(details['productId']).toBe('p-42');
  expect(events({ type: 'added_to_cart' })).toHaveLength(1);
  expect(console.refused()).toEqual([]);
  await console.close();
});
