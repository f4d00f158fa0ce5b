import { createTemplate } from '@dual-rum/cdk/template';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { afterEach, expect, it } from 'vitest';
import { writeBatch, type Keys } from '../../support/console/writeBatch.ts';
import { cases } from './cases.ts';

let rum: RunningConsole;
afterEach(() => rum.close());

async function identity(operation: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(rum.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** As the AWS SDK does: GetId, then GetCredentialsForIdentity. */
async function credentials(token?: string): Promise<Keys> {
  const IdentityPoolId = rum.config.authenticated.identityPoolId;
  const Logins = token === undefined ? undefined : { [rum.issuer.replace('http://', '')]: token };
  const { IdentityId, message } = await identity('GetId', { IdentityPoolId, Logins });
  if (IdentityId === undefined) throw new Error(message as string);
  const answer = await identity('GetCredentialsForIdentity', { IdentityId, Logins });
  const { AccessKeyId, SecretKey, SessionToken } = answer['Credentials'] as Record<string, string>;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretKey!, sessionToken: SessionToken! };
}

const write = (kind: 'guest' | 'authenticated', as?: Keys, alias?: string): Promise<number> =>
  writeBatch(rum.url, rum.config[kind].appMonitorId, as, alias);

it.each(cases.filter(({ options }) => options.signIn))(
  'what is deployed for $title does as it should, over the wire',
  async ({ options }) => {
    rum = await startConsole({ template: createTemplate(options) });
    const user = await credentials(await rum.mintToken({ subject: 'ada' }));
    expect(await write('authenticated', user)).toBe(200);
    expect(await write('authenticated')).toBe(403);
    if (options.guests === 'unsigned') {
      expect(rum.config.guest).toMatchObject({ signing: false, alias: 'my-shop' });
      expect(await write('guest', undefined, 'my-shop')).toBe(200);
      expect(await write('guest', undefined, 'other')).toBe(403);
      expect(await write('guest', user)).toBe(403);
      await expect(credentials()).rejects.toThrow('Unauthenticated access is not supported');
    } else {
      const guest = await credentials();
      expect(await write('guest', guest)).toBe(200);
      expect(await write('authenticated', guest)).toBe(403);
      expect(await write('guest', user)).toBe(403);
      expect(await write('guest')).toBe(403);
    }
  },
);
