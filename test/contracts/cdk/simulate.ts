import { anonymousPrincipal, runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { account, type Policy } from './deployment.ts';

export type Verdict = 'allow' | 'deny' | 'none';

export interface Attempt {
  /** A role's ARN; left out: unsigned. */
  roleArn?: string;
  identityPolicies?: Policy[];
  resourcePolicy?: Policy | undefined;
  action: string;
  resource: string;
  /** Owner of the resource. */
  owner?: string;
  context?: Record<string, string | string[]>;
}

/** AWS's decision, by iam-simulate. */
export async function decide(attempt: Attempt): Promise<Verdict> {
  const { roleArn, identityPolicies = [], resourcePolicy, action, resource, owner = account, context = {} } = attempt;
  return simulate({
    request: {
      principal: roleArn ?? anonymousPrincipal,
      action,
      resource: { resource, accountId: owner },
      contextVariables: { ...(roleArn !== undefined && { 'aws:PrincipalArn': roleArn }), ...context },
    },
    identityPolicies: identityPolicies.map((policy, i) => ({ name: `policy ${i}`, policy })),
    resourcePolicy,
  });
}

/** Whether a token of an identity pool gets a role: what STS decides by the role's trust policy. */
export async function mayAssume(
  trust: Policy,
  roleArn: string,
  token: { aud?: string; amr?: string[] },
  principal = 'cognito-identity.amazonaws.com',
): Promise<boolean> {
  const verdict = await simulate({
    request: {
      principal,
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: { resource: roleArn, accountId: account },
      contextVariables: {
        ...(token.aud !== undefined && { 'cognito-identity.amazonaws.com:aud': token.aud }),
        ...(token.amr && { 'cognito-identity.amazonaws.com:amr': token.amr }),
      },
    },
    identityPolicies: [],
    resourcePolicy: trust,
  });
  return verdict === 'allow';
}

/**
 * iam-simulate drops what the list of a service's condition keys does not have: `rum:alias`, and the keys of federated credentials, which it
 * knows for sts alone though IAM has them for every request that they sign. Under the name of a global key of the same type they count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const KNOWN: [ours: string, known: string][] = [
  ['rum:alias', 'aws:Referer'],
  ['cognito-identity.amazonaws.com:aud', 'aws:PrincipalOrgID'],
  ['cognito-identity.amazonaws.com:sub', 'aws:SourceIdentity'],
  ['cognito-identity.amazonaws.com:amr', 'aws:TagKeys'],
];

function withKnownKeys<T>(value: T): T {
  if (value === undefined) return value;
  const text = KNOWN.reduce((all, [ours, known]) => all.replaceAll(`"${ours}"`, `"${known}"`), JSON.stringify(value));
  return JSON.parse(text) as T;
}

/** The decision about any request: of a role, a service or somebody anonymous. */
export async function simulate(
  given: Omit<Simulation, 'serviceControlPolicies' | 'resourceControlPolicies'>,
): Promise<Verdict> {
  const ofSts = given.request.action.startsWith('sts:');
  const simulation = {
    ...(ofSts ? given : withKnownKeys(given)),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const done = await runSimulation(simulation, {});
  if (done.resultType !== 'single') throw new Error(`iam-simulate: ${JSON.stringify(done)}`);
  const { analysis, ignoredContextKeys = [] } = done.result;
  if (ignoredContextKeys.length > 0) throw new Error(`iam-simulate ignores ${ignoredContextKeys.join(', ')}`);
  return analysis.result === 'Allowed' ? 'allow' : analysis.result === 'ExplicitlyDenied' ? 'deny' : 'none';
}
