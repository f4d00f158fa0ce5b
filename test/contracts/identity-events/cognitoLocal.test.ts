import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { IdentityCloudEvent } from '@dual-rum/identity-events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTrigger } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { createQueue, type TestQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import { startProgram, type Program } from '../../support/aws/startProgram.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { startLambda } from '../../support/identity/cognito/startLambda.ts';
import { unavailable } from '../../support/requireOrSkip.ts';

const missing = missingPythonModules();
const server = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js');
const TRIGGERS = ['PreSignUp', 'PostConfirmation', 'PostAuthentication', 'PreTokenGeneration', 'CustomMessage'];

describe.skipIf(missing !== undefined && unavailable('SQS by moto', missing))('cognito-local, as it is,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dual-rum-cognito-'));
  const running: (() => Promise<void>)[] = [];
  let cognito: Program;
  let queue: TestQueue;

  beforeAll(async () => {
    ensureBuilt('identity-events');
    const moto = await startMoto();
    running.push(moto.stop);
    const sqs = new SQSClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: moto.url,
    });
    running.push(() => Promise.resolve(sqs.destroy()));
    queue = await createQueue(sqs, 'cognito-local', 5, 'fifo');
    const trigger = await loadTrigger('cognito-triggers-to-kafka', {
      QUEUE_URL: queue.url,
      AWS_ENDPOINT_URL_SQS: moto.url,
    });
    const lambda = await startLambda(trigger);
    running.push(lambda.close);
    mkdirSync(join(folder, '.cognito'));
    const config = {
      LambdaClient: {
        endpoint: lambda.endpoint,
        region: 'local',
        credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      },
      TriggerFunctions: Object.fromEntries(TRIGGERS.map((name) => [name, 'triggers'])),
    };
    writeFileSync(join(folder, '.cognito/config.json'), JSON.stringify(config));
    cognito = await startProgram(
      process.execPath,
      (port) => ['--no-warnings', '--eval', `process.env.PORT='${port}'; require(${JSON.stringify(server)})`],
      { cwd: folder, env: { PATH: process.env['PATH'], CODE: '123456', HOST: '127.0.0.1' } },
    );
    running.push(cognito.stop);
  });
  afterAll(async () => {
    for (const stop of running.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function call(operation: string, input: object): Promise<Record<string, never>> {
    const response = await fetch(cognito.url, {
      method: 'POST',
      headers: {
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${response.status} ${text}`);
    return JSON.parse(text || '{}') as Record<string, never>;
  }

  it('calls the function for each of its triggers, goes on by its answers, and the queue tells what happened', async () => {
    const { UserPool } = await call('CreateUserPool', { PoolName: 'shop', AutoVerifiedAttributes: ['email'] });
    const { Id: UserPoolId } = UserPool!;
    const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'web' });
    const { ClientId } = UserPoolClient!;
    const user = { ClientId, Username: 'ada@example.com' };
    const signIn = (PASSWORD: string) =>
      call('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: user.Username, PASSWORD },
      });
    const UserAttributes = [{ Name: 'email', Value: user.Username }];
    await call('SignUp', { ...user, Password: 'Correct-horse-1', UserAttributes });
    await call('ConfirmSignUp', { ...user, ConfirmationCode: '123456' });
    const { AuthenticationResult } = await signIn('Correct-horse-1');
    const { RefreshToken: REFRESH_TOKEN } = AuthenticationResult!;
    await call('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } });
    await call('ForgotPassword', user);
    await call('ConfirmForgotPassword', { ...user, ConfirmationCode: '123456', Password: 'Correct-horse-2' });
    await expect(signIn('wrong')).rejects.toThrow('InitiateAuth: 400');
    await signIn('Correct-horse-2');

    const events: IdentityCloudEvent[] = [];
    await queue.drain((batch) => {
      events.push(...batch.Records.map(({ body }) => JSON.parse(body) as IdentityCloudEvent));
      return Promise.resolve({ batchItemFailures: [] });
    }, 10);
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
});
