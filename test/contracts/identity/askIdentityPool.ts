import { Sha256 } from '@aws-crypto/sha256-js';
import type { RunningConsole } from '@dual-rum/console';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { randomUUID } from 'node:crypto';

interface Credentials {
  AccessKeyId: string;
  SecretKey: string;
  SessionToken: string;
}

/** What came of trading an id token for credentials and writing with them to the signed-in app monitor. */
export type Outcome = { identityId: string; write: number } | { refused: string };

/** Trades an id token of `issuer` for credentials, as a browser does, and uses them. */
export async function askIdentityPool(console: RunningConsole, issuer: string, idToken: string): Promise<Outcome> {
  const { identityPoolId } = console.config.authenticated;
  const Logins = { [issuer.replace(/^http:\/\//, '').replace(/\/$/, '')]: idToken };
  const id = await call(console, 'GetId', { IdentityPoolId: identityPoolId, Logins });
  if ('message' in id) return { refused: String(id['message']) };
  const answer = await call(console, 'GetCredentialsForIdentity', { IdentityId: id['IdentityId'], Logins });
  if ('message' in answer) return { refused: String(answer['message']) };
  return {
    identityId: String(id['IdentityId']),
    write: await write(console, answer['Credentials'] as Credentials),
  };
}

async function call(console: RunningConsole, operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(console.identityPoolEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** The status of a PutRumEvents to the signed-in app monitor, which guests get 403 from. */
async function write(console: RunningConsole, credentials: Credentials): Promise<number> {
  const { region, endpoint, authenticated } = console.config;
  const url = new URL(`/appmonitors/${authenticated.appMonitorId}`, endpoint);
  const body = JSON.stringify({
    BatchId: randomUUID(),
    AppMonitorDetails: { id: authenticated.appMonitorId, version: '1.0.0' },
    UserDetails: { userId: randomUUID(), sessionId: randomUUID() },
    RumEvents: [{ id: randomUUID(), timestamp: Math.floor(Date.now() / 1000), type: 'signed_in', details: '{}' }],
  });
  const signer = new SignatureV4({
    service: 'rum',
    region,
    sha256: Sha256,
    credentials: {
      accessKeyId: credentials.AccessKeyId,
      secretAccessKey: credentials.SecretKey,
      sessionToken: credentials.SessionToken,
    },
  });
  const { headers } = await signer.sign(
    new HttpRequest({
      method: 'POST',
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host, 'content-type': 'application/json' },
      body,
    }),
  );
  return (await fetch(url, { method: 'POST', headers, body })).status;
}
