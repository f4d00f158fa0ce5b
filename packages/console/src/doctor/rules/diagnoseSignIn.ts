import type { Finding } from '../Finding.ts';
import type { Observations, SeenRum } from '../Observations.ts';

/** Somebody is signed in, and the rum takes them for a guest. */
export function diagnoseSignIn({ state, problems }: SeenRum, { signedInAt }: Observations): Finding[] {
  // That the source fails is a finding of its own.
  if (state !== 'guest' || signedInAt.length === 0 || problems.some(({ type }) => type === 'auth')) return [];
  const [client] = signedInAt;
  const adapter = { Auth0: 'auth0Source', Amplify: 'amplifySource', 'oidc-client-ts': 'oidcSource' }[client!];
  return [
    {
      code: 'sign-in-not-followed',
      monitor: 'authenticated',
      title: 'Somebody is signed in, and counts as a guest',
      cause:
        'createDualRum has no auth and setSignedIn(true) is not called; or the source is of another client than the one that signs in.',
      evidence: [`${client} has a session in the browser`, 'state is guest'],
      fix: `Pass auth: ${adapter ?? 'an AuthSource'}(…) with the client that the app signs in with, or call rum.setSignedIn(true) wherever the app learns that somebody is signed in, also when the page loads.`,
    },
  ];
}
