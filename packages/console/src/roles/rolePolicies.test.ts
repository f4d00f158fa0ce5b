import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningConsole } from '../core/RunningConsole.ts';
import { startConsole } from '../core/startConsole.ts';

const RoleName = 'DualRum-Authenticated';
const PolicyName = 'Blocked';
const deny = (Condition: object) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Action: 'rum:PutRumEvents',
      Resource: 'arn:aws:rum:us-east-1:123456789012:appmonitor/DualRum_Authenticated',
      Condition,
    },
  ],
});
const bySub = deny({ StringEquals: { 'cognito-identity.amazonaws.com:sub': ['<&">'] } });

let rum: RunningConsole;
let iam: IAMClient;
beforeAll(async () => {
  rum = await startConsole();
  iam = new IAMClient({
    region: 'us-east-1',
    endpoint: rum.url,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  iam.destroy();
  await rum.close();
});
const put = (document: unknown, name = PolicyName) =>
  iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: name,
      PolicyDocument: typeof document === 'string' ? document : JSON.stringify(document),
    }),
  );
const names = async () => (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames;
afterEach(() => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })).catch(() => undefined));

describe('inline policies of a role, by IAM’s own calls', () => {
  it('are listed, put, read and deleted by the AWS SDK', async () => {
    expect(await names()).toEqual(['PutRumEvents']);
    await put(bySub);
    expect(await names()).toEqual(['PutRumEvents', PolicyName]);
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect(JSON.parse(decodeURIComponent(PolicyDocument!))).toEqual(bySub);
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    expect(await names()).toEqual(['PutRumEvents']);
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'a role that is not there',
      () => iam.send(new ListRolePoliciesCommand({ RoleName: 'Admin' })),
      'NoSuchEntityException',
      'This console has DualRum-Guest, DualRum-Authenticated',
    ],
    [
      'a policy that is not there',
      () => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
      'NoSuchEntityException',
      'The role policy with name Blocked cannot be found',
    ],
    [
      'a deletion of none',
      () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })),
      'NoSuchEntityException',
      'cannot be found',
    ],
    ['what is not JSON', () => put('{'), 'MalformedPolicyDocumentException', 'JSON'],
    [
      'an operator that is not evaluated here',
      () => put(deny({ DateLessThan: { 'aws:CurrentTime': '2027-01-01' } })),
      'MalformedPolicyDocumentException',
      'DateLessThan',
    ],
    [
      'more than a role may have',
      () => put(deny({ StringEquals: { a: ['x'.repeat(10_000)] } })),
      'LimitExceededException',
      'Maximum policy size of 10240 bytes exceeded',
    ],
  ])('refuses %s', async (_, attempt, name, message) => {
    const error = await attempt().catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ name, message: expect.stringContaining(message) as string });
    expect(await names()).toEqual(['PutRumEvents']);
  });

  it('says which calls it knows', async () => {
    const body = new URLSearchParams({ Action: 'CreateUser' });
    const answer = await fetch(rum.url, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('ListRolePolicies, GetRolePolicy, PutRolePolicy, DeleteRolePolicy');
  });

  it.each([
    ['the page of another site', { origin: 'https://evil.example' }],
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('are out of reach for %s', async (_, headers) => {
    const body = new URLSearchParams({
      Action: 'PutRolePolicy',
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(bySub),
    });
    const answer = await fetch(rum.url, { method: 'POST', body, headers });
    expect(answer.status).toBe(403);
    expect(await names()).toEqual(['PutRumEvents']);
  });
});
