import type { Engine, EngineName } from '../../../support/engines/Engine.ts';
import type { FirefoxPrefs } from '../../../support/engines/firefox.ts';
import { launchEngine } from '../../../support/engines/launchEngine.ts';
import { ensureBuilt } from '../../../support/ensureBuilt.ts';
import { bundle, type PageName } from './bundle.ts';
import { startProviders, type Providers } from './providers.ts';
import { startSite, type Site } from './site.ts';

/** What all journeys share: a browser, and the site with the subjects' pages. */
export interface Rig {
  engine: Engine;
  site: Site;
  /** Whether services that fail recover before a page ends, which cannot hear any more how its last requests end. */
  heals: boolean;
  /** Where users sign in; only for the subject that does. */
  providers: Providers | undefined;
}

/** What users of Firefox may have changed, and where the site is. */
export interface Conditions {
  prefs: FirefoxPrefs;
  host?: string;
}

/** Builds the pages, starts the site, the browser and what else they need; `close` stops all of it. */
export async function startRig(
  pages: readonly PageName[],
  engineName: EngineName = 'chromium',
  conditions?: Conditions,
): Promise<Rig & { close: () => Promise<void> }> {
  ensureBuilt('browser');
  // WebKitGTK takes no cookie with `Domain=localhost`, which is how aws-rum-web writes them. With the providers on localhost its users
  // sign in on another site.
  const host = conditions?.host ?? (engineName === 'webkit' ? '127.0.0.1' : 'localhost');
  const site = await startSite(await bundle(pages), host);
  const providers = pages.includes('signin') ? await startProviders(site.url) : undefined;
  const engine = await launchEngine(engineName, conditions?.prefs);
  return {
    engine,
    site,
    heals: true,
    providers,
    async close() {
      await engine.close();
      await Promise.all([site.close(), providers?.close()]);
    },
  };
}
