/** Under which key `Logins` names an issuer: its URL without scheme and trailing slash. */
export const loginKeyOf = (issuer: string): string => issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
