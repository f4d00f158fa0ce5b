import type { Page } from 'playwright-core';
import { labelIn } from '../journey/labels.ts';

/** Hears whatever the page complains about, but for what the journey itself did: that carries a label. */
export function listen(page: Page): string[] {
  const noise: string[] = [];
  const hear = (text: string, where = ''): void => {
    if (labelIn(text) === undefined && labelIn(where) === undefined) noise.push(`${text} ${where}`.trim());
  };
  page.on('pageerror', (error) => hear(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) hear(message.text(), message.location().url);
  });
  page.on('crash', () => hear('the page crashed'));
  return noise;
}
