import { join } from 'node:path';
import { startSite, type Site } from '../../support/identity/site.ts';
import { startIssuers, type Issuers } from './issuers.ts';

/** The issuers, with a page for each client. */
export interface Services extends Issuers {
  auth0Site: Site;
  oidcSite: Site;
  cognitoSite: Site;
}

const page = (name: string): string => join(import.meta.dirname, '../../support/identity/pages', name);

export async function startServices(): Promise<Services> {
  const [auth0Site, oidcSite, cognitoSite] = await Promise.all([
    startSite(page('auth0.ts')),
    startSite(page('oidc.ts')),
    startSite(page('cognito.ts')),
  ]);
  const issuers = await startIssuers([auth0Site.origin, oidcSite.origin]);
  return {
    ...issuers,
    auth0Site,
    oidcSite,
    cognitoSite,
    close: async () => {
      await Promise.all([auth0Site, oidcSite, cognitoSite, issuers].map((each) => each.close()));
    },
  };
}
