import { describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { useSuite } from '../../support/sdk/suite.ts';
import { angular } from './adapters.ts';
import { opener, routerContract } from './contract.ts';
import { typeErrors } from './typeErrors.ts';
import { missingFor, startApp, type BuiltApp } from './startApp.ts';

const VERSION = '21.2.26';

const app: BuiltApp = {
  name: 'angular',
  dependencies: {
    '@angular/common': VERSION,
    '@angular/compiler': VERSION,
    '@angular/core': VERSION,
    '@angular/platform-browser': VERSION,
    '@angular/router': VERSION,
    esbuild: '^0.28.2',
    rxjs: '~7.8.0',
    'zone.js': '~0.16.0',
  },
  shared: 'contract',
  files: { 'rum-providers.ts': 'examples/snippets/angular.ts' },
  build: ['build.mjs'],
  serve: () => ['serve.mjs'],
};

const why = missingFor(app);

describe.skipIf(why !== undefined && unavailable('Angular', why))('a built app', () => {
  let folder = '';
  const suite = useSuite(async () => {
    const site = await startApp(app);
    ({ folder } = site);
    return site;
  });
  routerContract(angular, suite);

  it("what the README says fits Angular's types", () => {
    const problems = typeErrors(folder, ['rum-providers.ts', 'wrong.ts']);
    // Of the file that is wrong on purpose: types that are not found would allow everything.
    expect(problems).toEqual([
      expect.stringContaining("'ErrorHandler' is not assignable to parameter of type 'AngularRouter'"),
    ]);
  });

  it('an error of the window, which Angular hands to its handler as well, is recorded once', async () => {
    const tab = await opener(suite)('/?handled');
    tab.expectErrors(/component failed/);
    await tab.page.waitForFunction(() => globalThis.routerApp);
    await tab.run(() => void setTimeout(() => window.reportError(new Error('component failed'))));
    await tab.page.waitForFunction(() => routerApp!.heard.length > 1);
    await tab.flush();
    expect(await tab.run(() => routerApp!.heard)).toEqual(
      expect.arrayContaining(['window: component failed', 'app: component failed']),
    );
    expect(tab.guest.events('js_error')).toHaveLength(1);
  });
});
