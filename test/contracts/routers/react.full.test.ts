import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useSuite } from '../../support/sdk/suite.ts';
import { browserRouter, reactRouter } from './adapters.ts';
import { opener, routerContract } from './contract.ts';

// While developing, React's strict mode renders twice and runs effects twice.
describe.each(['development', 'production'] as const)('%s', (mode) => {
  const page = (name: string) => useSuite(resolve(import.meta.dirname, 'pages', name), { mode });
  routerContract(browserRouter, page('browserRouter.ts'));
  const suite = page('react.ts');
  routerContract(reactRouter, suite);

  it('react-router enters a route whose loader fails: it is a page view, and the error is recorded once', async () => {
    const tab = await opener(suite)('/');
    await tab.page.waitForFunction(() => globalThis.routerApp && document.querySelector('h2'));
    await tab.run(() => routerApp!.go('/broken'));
    await tab.page.waitForFunction(() => document.querySelector('h2')!.textContent === 'something went wrong');
    await tab.flush();
    expect(tab.guest.pages()).toEqual(['/', '/broken']);
    expect(tab.guest.events('js_error').map(({ details }) => details.message)).toEqual(['no answer']);
  });
});
