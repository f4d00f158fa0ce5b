import type { BrowserConfig, BrowserMonitorConfig } from './BrowserConfig.ts';

/**
 * A module for an app in development that runs as it is.
 *
 * @param signsIn whether the identity pool of signed-in users trusts the development issuer, which then signs users in
 */
export function createSnippet(config: BrowserConfig, signsIn: boolean): string {
  const { issuer, clientId, region, endpoint, identityPoolEndpoint, guest, authenticated } = config;
  const options = (auth: string): string =>
    `createDualRum({
  region: ${text(region)},
  applicationVersion: '0.0.0',
  endpoint: ${text(endpoint)},
  identityPoolEndpoint: ${text(identityPoolEndpoint)},
  ${auth},
  guest: ${monitor(guest)},
  authenticated: ${monitor(authenticated)},
})`;
  if (!signsIn)
    return `import { createDualRum, type AuthSource, type DualRum } from '@dual-rum/browser';

/** \`auth\` is the source of your sign-in client, such as \`auth0Source(client)\`. */
export function createRum(auth: AuthSource): DualRum {
  return ${options('auth').replaceAll('\n', '\n  ')};
}
`;
  return `import { createDualRum } from '@dual-rum/browser';
import { createDevelopmentSignIn } from '@dual-rum/console/client';

/** development.signIn('alice') and development.signOut(), until there is a sign-in client. */
export const development = createDevelopmentSignIn({ issuer: ${text(issuer)}, clientId: ${text(clientId)} });

export const rum = ${options('auth: development.source')};
`;
}

const monitor = (options: BrowserMonitorConfig): string => {
  const lines = Object.entries(options).map(
    ([name, value]) => `    ${name}: ${typeof value === 'string' ? text(value) : String(value)},\n`,
  );
  return `{\n${lines.join('')}  }`;
};

/** As a string of JavaScript. An alias and a client id are free text. */
const text = (value: string): string =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
