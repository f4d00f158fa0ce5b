import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { IdentityCloudEvent } from '@dual-rum/identity-events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTrigger } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { createQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import { startProgram, type Program } from '../../support/aws/startProgram.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startLambda } from '../../support/identity/cognito/startLambda.ts';
import { unavailable } from '../../support/requireOrSkip.ts';

const missing = missingPythonModules();
const server = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js');
const TRIGGERS = ['PreSignUp', 'PostConfirmation', 'PostAuthentication', 'PreTokenGeneration', 'CustomMessage'];
/** Take the place of others: whoever sends messages asks for none, and who may migrate is unknown at first. */
const INSTEAD = ['CustomEmailSender', 'UserMigration'];
const ACCOUNT = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

describe.skipIf(missing !== undefined && unavailable('SQS by moto', missing))('cognito-local, as it is,', () => {
  const running: (() => Promise<void> | void)[] = [];
  let moto: Program;
  let sqs: SQSClient;

  beforeAll(async () => {
    ensureBuilt('identity-events');
    moto = await startMoto();
    sqs = new SQSClient({ ...ACCOUNT, endpoint: moto.url });
    running.push(moto.stop, () => sqs.destroy());
  });
  afterAll(async () => {
    for (const stop of running.reverse()) await stop();
  });

  /** cognito-local with these triggers, and what the function has put into its queue. */
  async function startCognito(triggers: string[], more: object = {}) {
    const queue = await createQueue(sqs, `cognito-local-${running.length}`, 5, 'fifo');
    const trigger = await loadTrigger('cognito-triggers-to-kafka', {
      QUEUE_URL: queue.url,
      AWS_ENDPOINT_URL_SQS: moto.url,
    });
    const lambda = await startLambda(trigger);
    running.push(lambda.close);
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-cognito-'));
    running.push(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, '.cognito'));
    const config = {
      LambdaClient: {
        endpoint: lambda.endpoint,
        region: 'local',
        credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      },
      TriggerFunctions: Object.fromEntries(triggers.map((name) => [name, 'triggers'])),
      ...more,
    };
    writeFileSync(join(folder, '.cognito/config.json'), JSON.stringify(config));
    const cognito = await startProgram(
      process.execPath,
      (port) => ['--no-warnings', '--eval', `process.env.PORT='${port}'; require(${JSON.stringify(server)})`],
      { cwd: folder, env: { PATH: process.env['PATH'], CODE: '123456', HOST: '127.0.0.1' } },
    );
    running.push(cognito.stop);
    const call = (operation: string, input: object) =>
      callJson(cognito.url, `AWSCognitoIdentityProviderService.${operation}`, input);

    const { UserPool } = await call('CreateUserPool', { PoolName: 'shop', AutoVerifiedAttributes: ['email'] });
    const { Id: UserPoolId } = UserPool!;
    const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'web' });
    const { ClientId } = UserPoolClient!;
    const events = async (): Promise<IdentityCloudEvent[]> => {
      const all: IdentityCloudEvent[] = [];
      await queue.drain((batch) => {
        all.push(...batch.Records.map(({ body }) => JSON.parse(body) as IdentityCloudEvent));
        return Promise.resolve({ batchItemFailures: [] });
      }, 10);
      return all;
    };
    const signIn = (USERNAME: string, PASSWORD: string) =>
      call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } });
    return { call, ClientId, events, signIn };
  }

  it('calls the function for each of its triggers, goes on by its answers, and the queue tells what happened', async () => {
    const { call, ClientId, signIn, events: read } = await startCognito(TRIGGERS);
    const user = { ClientId, Username: 'ada@example.com' };
    const UserAttributes = [{ Name: 'email', Value: user.Username }];
    await call('SignUp', { ...user, Password: 'Correct-horse-1', UserAttributes });
    await call('ConfirmSignUp', { ...user, ConfirmationCode: '123456' });
    const { AuthenticationResult } = await signIn(user.Username, 'Correct-horse-1');
    const { RefreshToken: REFRESH_TOKEN } = AuthenticationResult!;
    await call('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } });
    await call('ForgotPassword', user);
    await call('ConfirmForgotPassword', { ...user, ConfirmationCode: '123456', Password: 'Correct-horse-2' });
    await expect(signIn(user.Username, 'wrong')).rejects.toThrow('InitiateAuth: 400');
    await signIn(user.Username, 'Correct-horse-2');

    const events = await read();
    const codes = events.map(({ data }) => data.code);
    expect(new Set(codes)).toEqual(
      new Set([
        'PreSignUp_SignUp',
        'CustomMessage_SignUp',
        'PostConfirmation_ConfirmSignUp',
        'PostAuthentication_Authentication',
        'TokenGeneration_Authentication',
        'TokenGeneration_RefreshTokens',
        'CustomMessage_ForgotPassword',
        'PostConfirmation_ConfirmForgotPassword',
      ]),
    );
    // One confirmed sign-up, and a forgotten password is none.
    const typesOf = (code: string) => events.filter(({ data }) => data.code === code).map(({ data }) => data.type);
    expect(typesOf('PostConfirmation_ConfirmSignUp')).toEqual(['sign-up']);
    expect(typesOf('PostConfirmation_ConfirmForgotPassword')).toEqual(['profile-updated']);
    const subjects = new Set(
      events.filter(({ type }) => /\.(sign-up|sign-in)$/.test(type)).map(({ subject }) => subject),
    );
    expect(subjects.size).toBe(1);
    expect(JSON.stringify(events)).not.toContain('Correct-horse');
  });

  it('calls it where an e-mail is to be sent and for a user whom it does not know', async () => {
    const { KeyMetadata } = await callJson(moto.url, 'TrentService.CreateKey', {}, 'kms');
    const { KeyId, Arn: KMSKeyId } = KeyMetadata!;
    await callJson(moto.url, 'TrentService.CreateAlias', { AliasName: 'alias/codes', TargetKeyId: KeyId }, 'kms');
    const KMSKeyAlias = (KMSKeyId as string).replace(/key\/.*/, 'alias/codes');
    const { call, ClientId, signIn, events } = await startCognito(INSTEAD, {
      KMSConfig: { KMSKeyId, KMSKeyAlias, endpoint: moto.url, ...ACCOUNT },
    });
    const user = { ClientId, Username: 'ada@example.com' };
    const UserAttributes = [{ Name: 'email', Value: user.Username }];
    await call('SignUp', { ...user, Password: 'Correct-horse-1', UserAttributes });
    await call('ConfirmSignUp', { ...user, ConfirmationCode: '123456' });
    await call('ForgotPassword', user);
    // Cognito refuses a user of whom the answer says nothing; cognito-local takes everybody.
    await signIn('nobody@example.com', 'Correct-horse-9');

    const told = await events();
    expect(told.map(({ data }) => [data.code, data.type])).toEqual([
      ['CustomEmailSender_SignUp', 'other'],
      ['CustomEmailSender_ForgotPassword', 'other'],
      ['UserMigration_Authentication', 'other'],
    ]);
    for (const secret of ['Correct-horse', '123456']) expect(JSON.stringify(told)).not.toContain(secret);
  });
});

/** A call of AWS's JSON protocol. */
async function callJson(
  url: string,
  target: string,
  input: object,
  service = 'cognito-idp',
): Promise<Record<string, never>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target}: ${response.status} ${text}`);
  return JSON.parse(text || '{}') as Record<string, never>;
}
