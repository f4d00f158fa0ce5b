import type { IAMClient } from '@aws-sdk/client-iam';
import { OptionError } from '../OptionError.ts';
import type { Document } from './blockPolicy.ts';
import type { RolePolicies } from './RolePolicies.ts';

/**
 * A role's inline policies by the AWS SDK, which is loaded here and nowhere else, with the credentials that it finds.
 *
 * @throws OptionError when it is used: no such role, no permission, no credentials
 */
export async function openRole(role: string, region: string): Promise<RolePolicies> {
  const iam = await import('@aws-sdk/client-iam');
  const client = new iam.IAMClient({ region });
  const explained = async <T>(action: string, done: Promise<T>): Promise<T> => {
    try {
      return await done;
    } catch (error) {
      throw explain(error as Error, role, action);
    }
  };
  const RoleName = role;
  return {
    async read() {
      const names = await explained('iam:ListRolePolicies', listNames(iam, client, RoleName));
      const read = names.map(async (PolicyName): Promise<[string, Document]> => {
        const found = client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName }));
        const { PolicyDocument = '' } = await explained('iam:GetRolePolicy', found);
        return [PolicyName, JSON.parse(decodeURIComponent(PolicyDocument)) as Document];
      });
      return new Map(await Promise.all(read));
    },
    async put(PolicyName, document) {
      const PolicyDocument = JSON.stringify(document);
      await explained(
        'iam:PutRolePolicy',
        client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
      );
    },
    async remove(PolicyName) {
      await explained('iam:DeleteRolePolicy', client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName })));
    },
  };
}

async function listNames(
  iam: typeof import('@aws-sdk/client-iam'),
  client: IAMClient,
  RoleName: string,
): Promise<string[]> {
  const names: string[] = [];
  for await (const { PolicyNames = [] } of iam.paginateListRolePolicies({ client }, { RoleName }))
    names.push(...PolicyNames);
  return names;
}

/** What the SDK says, with the likely cause and the fix. */
function explain(error: Error, role: string, action: string): OptionError {
  const cause = { cause: error };
  switch (error.name) {
    case 'NoSuchEntityException':
      return new OptionError(
        '--role',
        `there is no role "${role}" in the account of your credentials: ${error.message}; give the output AuthenticatedRoleName of the stack, with the credentials of its account`,
        cause,
      );
    case 'AccessDenied':
    case 'AccessDeniedException':
      return new OptionError(
        'credentials',
        `they may not ${action} on role ${role}; this command needs iam:ListRolePolicies, iam:GetRolePolicy, iam:PutRolePolicy and iam:DeleteRolePolicy on it: ${error.message}`,
        cause,
      );
    case 'CredentialsProviderError':
      return new OptionError(
        'credentials',
        `there are none of AWS; sign in with "aws sso login", or set AWS_PROFILE or AWS_ACCESS_KEY_ID: ${error.message}`,
        cause,
      );
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'InvalidClientTokenId':
      return new OptionError('credentials', `AWS does not take them; sign in again: ${error.message}`, cause);
    case 'LimitExceededException':
      return new OptionError(
        'users',
        `the inline policies of role ${role} have no room for them; lift a block with --undo, or disable users at the identity provider: ${error.message}`,
        cause,
      );
    default:
      return new OptionError(action, `${error.name}: ${error.message}`, cause);
  }
}
