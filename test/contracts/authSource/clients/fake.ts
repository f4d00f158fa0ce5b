import { UnsecuredJWT } from 'jose';
import { listen } from '../../../support/identity/listen.ts';
import type { Client } from '../Client.ts';

/** A source that an app wrote itself, and the least a provider can be. */
export const fake: Client = {
  name: 'a source of the app',
  page: 'fake',
  async setUp() {
    const server = await listen();
    const issuer = `http://localhost:${server.port}`;
    let next = '';
    let refusing = false;
    server.answer((request, response) => {
      const url = new URL(request.url!, issuer);
      response.setHeader('access-control-allow-origin', '*');
      if (url.pathname === '/login') {
        const back = new URL(url.searchParams.get('back')!);
        back.search = new URLSearchParams({ code: next, state: 'any' }).toString();
        response.writeHead(302, { location: back.href }).end();
      } else if (refusing) {
        response.writeHead(400).end();
      } else {
        const subject = url.searchParams.get('user')!;
        const now = Math.floor(Date.now() / 1000);
        const idToken = new UnsecuredJWT({ exp: now + 36_000, iss: issuer, sub: subject, jti: crypto.randomUUID() });
        response.end(JSON.stringify({ subject, idToken: idToken.encode() }));
      }
    });
    return {
      config: { provider: issuer },
      issuer,
      subjectOf: (user) => user,
      signInAs: (user) => (next = user),
      refuseRenewal: (on) => (refusing = on),
      close: server.close,
    };
  },
};
