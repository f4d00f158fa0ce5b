import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { readBody } from '../readBody.ts';
import type { Log } from './logEvents.ts';

/** Writes log events, and knows who has signed up. */
export type LoginLog = Log & { isNew: (userId: string) => boolean };

const PREFIX = '/u/login/';

export const loginPath = (uid: string): string => PREFIX + uid;
export const isLoginPath = (path: string): boolean => path.startsWith(PREFIX);

/** The login page: any name and password do. With `user` given, that user is signed in without being asked. */
export async function answerLogin(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  user: string | undefined,
  log: LoginLog,
): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') {
    await provider.interactionFinished(request, response, { consent: {} });
    return;
  }
  const clientId = params.client_id as string | undefined;
  const form = request.method === 'POST' ? new URLSearchParams(await readBody(request)) : undefined;
  const login = form?.get('login') ?? user;
  if (form?.has('cancel')) {
    log({ type: 'f', clientId, description: 'User did not authorize the request' }, request);
    const denied = { error: 'access_denied', error_description: 'User did not authorize the request' };
    await provider.interactionFinished(request, response, denied);
  } else if (login) {
    const userId = `auth0|${login}`;
    // Any name does, and one that is new has signed up.
    if (log.isNew(userId)) log({ type: 'ss', userId, clientId }, request);
    log({ type: 's', userId, clientId }, request);
    await provider.interactionFinished(request, response, { login: { accountId: userId } });
  } else {
    const hint = typeof params.login_hint === 'string' ? params.login_hint : '';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(page(hint));
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const page = (hint: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Log in</title>
<link rel="icon" href="data:,">
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #e9edf2; color: #1b2430; font: 1rem/1.5 system-ui, sans-serif }
  main { box-sizing: border-box; width: min(24rem, 100vw); padding: 2rem; background: #fff; border-radius: 0.75rem; box-shadow: 0 1px 3px #1b243033 }
  h1 { margin: 0; font-size: 1.5rem }
  p { margin: 0.25rem 0 1.5rem; color: #4c5866 }
  label { display: block; margin-bottom: 1rem; font-weight: 600 }
  input { box-sizing: border-box; width: 100%; margin-top: 0.25rem; padding: 0.6rem 0.75rem; border: 1px solid #7b8794; border-radius: 0.4rem; font: inherit; font-weight: 400 }
  button { width: 100%; margin-top: 0.5rem; padding: 0.6rem; border: 1px solid #1f4b99; border-radius: 0.4rem; background: #1f4b99; color: #fff; font: inherit; font-weight: 600; cursor: pointer }
  button[name] { background: #fff; color: #1f4b99 }
  :focus-visible { outline: 3px solid #d9822b; outline-offset: 2px }
</style>
<main>
  <h1>Log in</h1>
  <p>A local tenant: any name and any password do.</p>
  <form method="post">
    <label>User <input name="login" autocomplete="username" required autofocus value="${hint.replace(/[&<>"]/g, (each) => escapes[each]!)}"></label>
    <label>Password <input name="password" type="password" autocomplete="current-password"></label>
    <button type="submit">Log in</button>
    <button type="submit" name="cancel" value="yes" formnovalidate>Cancel</button>
  </form>
</main></html>`;
