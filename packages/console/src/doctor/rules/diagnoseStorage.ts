import type { Finding } from '../Finding.ts';
import type { Observations, SeenRum } from '../Observations.ts';

/** Cookies or storage are blocked. */
export function diagnoseStorage({ problems }: SeenRum, { page }: Observations): Finding[] {
  const blocked = problems.filter(({ type }) => type === 'storage');
  if (blocked.length === 0) return [];
  const plain = !page.secure && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(page.url);
  return [
    {
      code: plain ? 'storage-on-http' : 'storage-blocked',
      title: plain ? 'Nothing can be kept on plain http' : 'The browser keeps nothing for the site',
      cause: plain
        ? 'The page is neither https nor on this machine. Cookies of the SDK are secure, and browsers have no locks there.'
        : 'Cookies, localStorage or IndexedDB are blocked, by a setting, a policy, or a frame of another site. Each page load is another user and session, and what a page cannot send as it ends is lost.',
      evidence: [...new Set(blocked.map(({ message }) => message))],
      fix: plain
        ? 'Serve the app by https, or on localhost. For cookies alone, set config.cookieAttributes.secure to false.'
        : 'Allow the site to store data. In a sandboxed frame, add allow-same-origin.',
    },
  ];
}
