import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { createPolicies, createTemplate } from '@dual-rum/cdk/template';
import { startConsole, type RunningConsole } from '@dual-rum/console';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingPythonModules } from '../../../support/aws/pythonModules.ts';
import { startMoto } from '../../../support/aws/startMoto.ts';
import { runBlock as run } from '../../../support/cdk/runBlock.ts';
import { unavailable } from '../../../support/requireOrSkip.ts';
import { options } from './people.ts';

const identity = 'us-east-1:00000000-0000-4000-8000-0000000000ab';
const RoleName = 'ShopUsers';

interface Iam {
  url: string;
  role: string;
  stop: () => Promise<void>;
}
const clientOf = (endpoint: string): IAMClient =>
  new IAMClient({ region: 'us-east-1', endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** moto's IAM, with the role as the policies of this package make it. */
async function inMoto(): Promise<Iam> {
  const moto = await startMoto();
  const client = clientOf(moto.url);
  const { blocked: _, ...nobody } = options;
  const policies = createPolicies(nobody, { region: 'us-east-1', account: '123456789012', identityPoolId: identity });
  const [trust, put] = policies.filter(({ where }) => where.startsWith('Role of signed-in users'));
  await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust!.document) }));
  const PolicyDocument = JSON.stringify(put!.document);
  await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: put!.name!, PolicyDocument }));
  client.destroy();
  return { url: moto.url, role: RoleName, stop: () => moto.stop() };
}

/** The console's, with the role of the template. */
async function inConsole(): Promise<Iam> {
  const { blocked: _, ...nobody } = options;
  const rum: RunningConsole = await startConsole({ template: createTemplate(nobody) });
  return { url: rum.url, role: 'AuthenticatedRole', stop: () => rum.close() };
}

const missing = missingPythonModules();
const places: [string, () => Promise<Iam>, boolean][] = [
  ['moto', inMoto, missing !== undefined && unavailable('The command block on moto', missing)],
  ['the console', inConsole, false],
];

describe.each(places)('the command block, with the IAM of %s', (_, start, skipped) => {
  describe.skipIf(skipped)('and the AWS SDK', () => {
    let iam: Iam;
    let client: IAMClient;
    beforeAll(async () => {
      iam = await start();
      client = clientOf(iam.url);
    });
    afterAll(async () => {
      client.destroy();
      await iam.stop();
    });
    const names = async () => (await client.send(new ListRolePoliciesCommand({ RoleName: iam.role }))).PolicyNames;

    it('puts its policy, lists what it says, and takes it away', async () => {
      const role = ['--role', iam.role];
      expect(await run(iam.url, [identity, ...role, '--note', 'SEC-12: forged & floods'])).toMatchObject({
        code: 0,
        out: `${identity}: blocked\n`,
      });
      expect(await names()).toEqual(['PutRumEvents', 'BlockedByCommand']);
      const found = await client.send(new GetRolePolicyCommand({ RoleName: iam.role, PolicyName: 'BlockedByCommand' }));
      const { Statement } = JSON.parse(decodeURIComponent(found.PolicyDocument!)) as { Statement: object[] };
      expect(Statement).toEqual([
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'rum:PutRumEvents',
          Resource: 'arn:aws:rum:us-east-1:123456789012:appmonitor/Shop_Authenticated',
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': [identity] } },
        }),
      ]);
      const { out } = await run(iam.url, ['--list', ...role]);
      expect(out).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d {2}${identity} {2}SEC-12: forged & floods\n$`));
      expect((await run(iam.url, [identity, '--undo', ...role])).out).toBe(`${identity}: unblocked\n`);
      expect(await names()).toEqual(['PutRumEvents']);
    });

    it('says which role is not there', async () => {
      const { code, error } = await run(iam.url, [identity, '--role', 'Nobody']);
      expect(code).toBe(1);
      expect(error).toContain('--role: there is no role "Nobody" in the account of your credentials');
    });
  });
});

it('the command block says that there are no credentials', async () => {
  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const { code, error } = await run('http://127.0.0.1:1', [identity, '--role', 'ShopUsers'], none);
  expect(code).toBe(1);
  expect(error).toContain('credentials: there are none of AWS; sign in with "aws sso login"');
});
