interface CookieAttributes {
  domain: string;
  path: string;
  sameSite: string;
  secure: boolean;
}

/** @param ttl seconds, where there is no date. */
export function storeCookie(
  name: string,
  value: string,
  { domain, path, sameSite, secure }: CookieAttributes,
  ttl?: number,
  expires = ttl === undefined ? undefined : new Date(Date.now() + ttl * 1000),
): void {
  const end = expires ? `; Expires=${expires.toUTCString()}` : '';
  // WebKit takes no cookie with Domain=localhost. Without a domain it is of this host alone, which is the same.
  const where = domain.includes('.') ? `; Domain=${domain}` : '';
  const safe = secure ? '; Secure' : '';
  document.cookie = `${name}=${value || ''}${end}${where}; Path=${path}; SameSite=${sameSite}${safe}`;
}

export const removeCookie = (name: string, attributes: CookieAttributes): void =>
  storeCookie(name, '', attributes, undefined, new Date(0));

/** Up to an equals sign, which is all that base64 has at its end. */
export const getCookie = (name: string): string =>
  document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split('=')[1] ?? '';
