import type { Issuer } from '../settings/Settings.ts';

/** The key that `Logins` has for an issuer: the one it was given, else its URL without scheme and trailing slash. */
export const loginKeyOf = ({ issuer, loginKey }: Pick<Issuer, 'issuer' | 'loginKey'>): string =>
  loginKey ?? issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
