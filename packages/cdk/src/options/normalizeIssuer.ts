import { OptionError } from '../OptionError.ts';

/**
 * An issuer as IAM wants it: `https`, lower-case host, no trailing slash. Tokens of Auth0 do have the slash; Cognito takes
 * both for the same issuer.
 *
 * @throws OptionError when IAM would not take it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function normalizeIssuer(issuer: unknown, option: string): string {
  if (typeof issuer !== 'string' || issuer.trim() === '') {
    throw new OptionError(option, 'missing; give the URL of the issuer, such as https://my-shop.eu.auth0.com');
  }
  const text = issuer.trim();
  const wrong = (why: string, fix: string): OptionError => new OptionError(option, `"${issuer}" ${why}; ${fix}`);
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) throw wrong('is not a URL', 'write it as https://my-shop.eu.auth0.com');
  const url = new URL(withScheme);
  if (url.protocol !== 'https:') throw wrong('is not https', `IAM takes no other scheme: https://${url.host}`);
  if (url.port !== '') throw wrong('has a port', 'IAM takes none: leave it out');
  if (url.username !== '' || url.password !== '') throw wrong('has a user in it', 'leave that out');
  if (url.search !== '' || url.hash !== '') throw wrong('has a query or fragment', 'end it with the path');
  if (!url.hostname.includes('.')) {
    throw wrong('is a host AWS cannot reach', "Cognito fetches the issuer's keys over the internet: give a public one");
  }
  if (/^cognito-idp\.[\w-]+\.amazonaws\.com$/.test(url.hostname)) {
    throw wrong('is a Cognito user pool', 'give it as signIn.userPool: { userPoolId, clientIds }');
  }
  return `https://${url.hostname}${url.pathname.replace(/\/+$/, '')}`;
}
