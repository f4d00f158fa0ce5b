import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { readBody } from '../readBody.ts';

const PREFIX = '/u/login/';

export const loginPath = (uid: string): string => PREFIX + uid;
export const isLoginPath = (path: string): boolean => path.startsWith(PREFIX);

/** The login page: any name and password do. With `user` given, that user is signed in without being asked. */
export async function answerLogin(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  user: string | undefined,
): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') {
    await provider.interactionFinished(request, response, { consent: {} });
    return;
  }
  const form = request.method === 'POST' ? new URLSearchParams(await readBody(request)) : undefined;
  const login = form?.get('login') ?? user;
  if (form?.has('cancel')) {
    const denied = { error: 'access_denied', error_description: 'User did not authorize the request' };
    await provider.interactionFinished(request, response, denied);
  } else if (login) {
    await provider.interactionFinished(request, response, { login: { accountId: `auth0|${login}` } });
  } else {
    const hint = typeof params.login_hint === 'string' ? params.login_hint : '';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(page(hint));
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const page = (hint: string): string => `<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>Log in</title><link rel="icon" href="data:,">
<form method="post">
  <p><label>User <input name="login" autocomplete="username" value="${hint.replace(/[&<>"]/g, (each) => escapes[each]!)}"></label></p>
  <p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
  <p><button type="submit">Log in</button> <button type="submit" name="cancel" value="yes">Cancel</button></p>
</form></html>`;
