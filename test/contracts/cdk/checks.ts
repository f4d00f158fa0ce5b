import { account, monitorArn, region, type Deployment, type Kind, type Policy, type Values } from './deployment.ts';
import { decide, mayAssume } from './simulate.ts';
import { findProblems } from './findProblems.ts';

/** What is wrong with a deployment, in words; nothing when all is right. */
type Check = (deployment: Deployment) => string[] | Promise<string[]>;

const KINDS: Kind[] = ['guest', 'authenticated'];
const SUFFIX: Record<Kind, string> = { guest: '_Unauthenticated', authenticated: '_Authenticated' };
const AMR: Record<Kind, string[]> = {
  guest: ['unauthenticated'],
  authenticated: ['authenticated', 'my-shop.eu.auth0.com', 'my-shop.eu.auth0.com:OIDC:sub'],
};
const MONITOR_ACTIONS = ['Get', 'Update', 'Delete', 'Create'].map((verb) => `rum:${verb}AppMonitor`);
const OTHER_ACTIONS: [action: string, resource: string][] = [
  ['rum:ListAppMonitors', '*'],
  ['s3:GetObject', 'arn:aws:s3:::bucket/key'],
  ['s3:PutObject', 'arn:aws:s3:::bucket/key'],
  ['sts:AssumeRole', 'arn:aws:iam::123456789012:role/Admin'],
  ['iam:PassRole', 'arn:aws:iam::123456789012:role/Admin'],
  ['logs:PutLogEvents', 'arn:aws:logs:us-east-1:123456789012:log-group:rum:log-stream:a'],
  ['xray:PutTraceSegments', '*'],
];
const somePool = `${region}:00000000-0000-4000-8000-0000000000ff`;
const isUnsigned = ({ monitors }: Deployment): boolean =>
  monitors.some(({ policy }) => statementsOf(policy).some(({ Effect }) => Effect === 'Allow'));
const statementsOf = (policy: Policy | undefined): Values[] => [policy?.['Statement'] ?? []].flat() as Values[];
const monitorOf = ({ monitors }: Deployment, kind: Kind) => monitors.find(({ name }) => name.endsWith(SUFFIX[kind]));
const all = async <T>(items: readonly T[], find: (item: T) => Promise<string[]>): Promise<string[]> =>
  (await Promise.all(items.map(find))).flat();
const when = (holds: boolean, problem: string): string[] => (holds ? [problem] : []);

export const checks = {
  'two app monitors, named as the walkthrough names them': ({ monitors }) => {
    const names = monitors.map(({ name }) => name.replace(/_(Una|A)uthenticated$/, ''));
    return when(
      monitors.length !== 2 || names[0] !== names[1] || monitors[0]!.name === monitors[1]!.name,
      `they are ${monitors.map(({ name }) => name).join(', ')}`,
    );
  },

  'each role writes to its own app monitor': (deployment) =>
    all(KINDS, async (kind) => {
      const role = deployment.roles[kind];
      if (!role) return when(kind === 'authenticated' || !isUnsigned(deployment), `there is no ${kind} role`);
      const monitor = monitorOf(deployment, kind)!;
      const verdict = await decide({
        roleArn: role.arn,
        identityPolicies: role.policies.map(({ document }) => document),
        resourcePolicy: monitor.policy,
        action: 'rum:PutRumEvents',
        resource: monitor.arn,
      });
      return when(verdict !== 'allow', `${role.name} on ${monitor.name}: ${verdict}`);
    }),

  'no role does anything else anywhere': (deployment) =>
    all(KINDS, async (kind) => {
      const role = deployment.roles[kind];
      if (!role) return [];
      const own = monitorOf(deployment, kind)!;
      const other = monitorOf(deployment, kind === 'guest' ? 'authenticated' : 'guest')!;
      const elsewhere: [string, string, string][] = [
        ['another name', monitorArn('Other'), account],
        ['a longer name', `${own.arn}2`, account],
        ['a shorter name', own.arn.slice(0, -1), account],
        ['the id for the name', monitorArn(own.id), account],
        ['another region', own.arn.replace(region, 'eu-central-1'), account],
        ['another account', own.arn.replace(account, '999999999999'), '999999999999'],
        ['another partition', own.arn.replace('arn:aws:', 'arn:aws-cn:'), account],
      ];
      const attempts: [string, Parameters<typeof decide>[0]][] = [
        ...elsewhere.map(([what, resource, owner]): [string, Parameters<typeof decide>[0]] => [
          what,
          { action: 'rum:PutRumEvents', resource, owner },
        ]),
        // Unsigned guests: whoever says the alias writes, roles too. Without it nobody does.
        ['the other app monitor', { action: 'rum:PutRumEvents', resource: other.arn, resourcePolicy: other.policy }],
        ...[
          ...[...MONITOR_ACTIONS, 'rum:GetAppMonitorData', 'rum:PutResourcePolicy', 'rum:DeleteResourcePolicy'].flatMap(
            (action) => [own.arn, other.arn].map((resource): [string, string] => [action, resource]),
          ),
          ...OTHER_ACTIONS,
        ].map(([action, resource]): [string, Parameters<typeof decide>[0]] => [
          `${action} on ${resource}`,
          { action, resource },
        ]),
      ];
      const identityPolicies = role.policies.map(({ document }) => document);
      return all(attempts, async ([what, attempt]) => {
        const verdict = await decide({ roleArn: role.arn, identityPolicies, ...attempt });
        return when(verdict === 'allow', `${role.name} may: ${what}`);
      });
    }),

  // What denies, block/checks.ts looks at.
  'a role has one inline policy, PutRumEvents, on one ARN': (deployment) => [
    ...KINDS.flatMap((kind) => {
      const role = deployment.roles[kind];
      if (!role) return [];
      const allowing = role.policies.filter(({ document }) =>
        statementsOf(document).some(({ Effect }) => Effect !== 'Deny'),
      );
      const statements = allowing.flatMap(({ document }) => statementsOf(document));
      const fine =
        allowing.length === 1 &&
        allowing[0]!.name === 'PutRumEvents' &&
        statements.length === 1 &&
        statements[0]!['Action'] === 'rum:PutRumEvents' &&
        statements[0]!['Resource'] === monitorOf(deployment, kind)?.arn;
      return when(!fine, `${role.name} has ${JSON.stringify(role.policies)}`);
    }),
    ...deployment
      .ofType('AWS::IAM::Role')
      .flatMap(([id, { ManagedPolicyArns }]) => when(ManagedPolicyArns !== undefined, `${id} has managed policies`)),
    ...deployment.ofType('AWS::IAM::ManagedPolicy').map(([id]) => `${id} is a managed policy`),
  ],

  'each kind of user gets the role of that kind, and only with a token of this pool': ({ roles, poolId }) =>
    all(KINDS, async (kind) => {
      const role = roles[kind];
      if (!role) return [];
      const { arn, name, trust } = role;
      const aud = poolId!;
      const other = kind === 'guest' ? 'authenticated' : 'guest';
      return [
        ...when(!(await mayAssume(trust, arn, { aud, amr: AMR[kind] })), `${kind} tokens do not get ${name}`),
        ...when(await mayAssume(trust, arn, { aud, amr: AMR[other] }), `${other} tokens get ${name}`),
        ...when(await mayAssume(trust, arn, { aud: somePool, amr: AMR[kind] }), `tokens of another pool get ${name}`),
        ...when(await mayAssume(trust, arn, { amr: AMR[kind] }), `tokens of no pool get ${name}`),
        ...when(await mayAssume(trust, arn, { aud }), `tokens that do not say how they were got get ${name}`),
        ...(await all(
          [
            'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com',
            'arn:aws:iam::123456789012:role/Anybody',
            'accounts.google.com',
          ],
          async (principal) =>
            when(
              await mayAssume(trust, arn, { aud, amr: AMR[kind] }, principal),
              `${principal} gets ${name} past the pool`,
            ),
        )),
      ];
    }),

  'two roles, not one': ({ roles }) =>
    when(
      roles.guest !== undefined && roles.guest.arn === roles.authenticated?.arn,
      'guests and signed-in users share one',
    ),

  'the pool lets guests in only for credentials, and never by the classic flow': (deployment) =>
    deployment
      .ofType('AWS::Cognito::IdentityPool')
      .flatMap(([, pool]) => [
        ...when(pool['AllowClassicFlow'] !== false, 'the classic flow is on'),
        ...when(
          pool['AllowUnauthenticatedIdentities'] !== !isUnsigned(deployment),
          `guests: ${JSON.stringify(pool['AllowUnauthenticatedIdentities'])}`,
        ),
        ...when(
          isUnsigned(deployment) && deployment.roles.guest !== undefined,
          'unsigned guests have a role that they do not need',
        ),
      ]),

  'the pool trusts its issuers, each for given clients': ({ ofType }) =>
    ofType('AWS::Cognito::IdentityPool').flatMap(([, pool]) => {
      const userPools = (pool['CognitoIdentityProviders'] ?? []) as Values[];
      const arns = (pool['OpenIdConnectProviderARNs'] ?? []) as string[];
      const providers = ofType('AWS::IAM::OIDCProvider');
      return [
        ...when(userPools.length + arns.length === 0, 'it trusts nobody'),
        ...when(pool['DeveloperProviderName'] !== undefined, 'it has a developer provider'),
        ...userPools.flatMap(({ ProviderName, ClientId, ServerSideTokenCheck }) => [
          ...when(
            !/^cognito-idp\.[\w-]+\.amazonaws\.com\/[\w-]+_\w+$/.test(String(ProviderName)),
            `${ProviderName} is no user pool`,
          ),
          ...when(typeof ClientId !== 'string' || ClientId === '', `${ProviderName} has no client`),
          ...when(ServerSideTokenCheck !== true, `${ProviderName}: tokens of users who are signed out count`),
        ]),
        ...providers.flatMap(([id, { Url, ClientIdList }]) => [
          ...when(!/^https:\/\/[a-z0-9.-]+(\/[^/?#]+)*$/.test(String(Url)), `${id} has the URL ${Url}`),
          ...when(!Array.isArray(ClientIdList) || ClientIdList.length === 0, `${id} has no clients`),
          ...when(
            !arns.includes(`arn:aws:iam::${account}:oidc-provider/${String(Url).replace('https://', '')}`),
            `the pool does not trust ${id}`,
          ),
        ]),
      ];
    }),

  'nobody writes without a signature, but guests by their alias': (deployment) => {
    const unsigned = isUnsigned(deployment);
    return all(deployment.monitors, async (monitor) => {
      const attempt = (context: Record<string, string>) =>
        decide({ action: 'rum:PutRumEvents', resource: monitor.arn, resourcePolicy: monitor.policy, context });
      const alias = aliasOf(monitor.policy);
      const mayWrite = unsigned && monitor.name.endsWith(SUFFIX.guest);
      return [
        ...when((await attempt({})) === 'allow', `anyone writes to ${monitor.name}`),
        ...when((await attempt({ 'rum:alias': 'guessed' })) === 'allow', `any alias writes to ${monitor.name}`),
        ...when(
          ((await attempt({ 'rum:alias': alias ?? '' })) === 'allow') !== mayWrite,
          `the alias "${alias}" on ${monitor.name}`,
        ),
        ...when(
          statementsOf(monitor.policy).some(({ Resource }) => Resource !== monitor.arn),
          `the policy of ${monitor.name} is about something else`,
        ),
      ];
    });
  },

  'the lock keeps out all but the signed-in role': async (deployment) => {
    const monitor = monitorOf(deployment, 'authenticated');
    if (!monitor?.policy) return [];
    const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const attempt = (roleArn: string | undefined) =>
      decide({
        ...(roleArn !== undefined && { roleArn, identityPolicies: [everything] }),
        action: 'rum:PutRumEvents',
        resource: monitor.arn,
        resourcePolicy: monitor.policy,
      });
    const own = deployment.roles.authenticated?.arn ?? '';
    return [
      ...when((await attempt(own)) !== 'allow', 'it keeps the signed-in role out'),
      ...(await all(
        [deployment.roles.guest?.arn, 'arn:aws:iam::123456789012:role/Admin', `${own}2`, undefined],
        async (arn) => when((await attempt(arn)) !== 'deny', `it lets ${arn ?? 'anonymous'} in`),
      )),
    ];
  },

  'an app monitor has a domain or a list of them': ({ monitors }) =>
    monitors.flatMap(({ name, properties: { Domain, DomainList } }) =>
      when(
        (Domain === undefined) === (DomainList === undefined) || (Array.isArray(DomainList) && DomainList.length === 0),
        `${name} has ${JSON.stringify({ Domain, DomainList })}`,
      ),
    ),

  'the client is told ids, and no role': (deployment) => {
    const { evaluated, monitors, poolId } = deployment;
    const config = JSON.parse(evaluated.outputs['ClientConfig'] as string) as Record<Kind, Values> & Values;
    const unsigned = isUnsigned(deployment);
    return [
      ...when(config['region'] !== region, `the region is ${config['region']}`),
      ...KINDS.flatMap((kind) => {
        const { appMonitorId, identityPoolId, signing, alias } = config[kind];
        const monitor = monitorOf(deployment, kind);
        const signed = kind === 'authenticated' || !unsigned;
        return [
          ...when(appMonitorId !== monitor?.id, `${kind} is told ${appMonitorId}`),
          ...when(
            signed ? identityPoolId !== poolId : identityPoolId !== undefined,
            `${kind} is told pool ${identityPoolId}`,
          ),
          ...when(
            signed
              ? signing !== undefined || alias !== undefined
              : signing !== false || alias !== aliasOf(monitor?.policy),
            `${kind} is told ${signing}, ${alias}`,
          ),
        ];
      }),
      ...when(/:role\//.test(JSON.stringify(evaluated.outputs)), 'a role is in the outputs'),
      ...monitors.flatMap(({ name, properties }) =>
        when(
          (properties['AppMonitorConfiguration'] as Values)['GuestRoleArn'] !== undefined,
          `${name} names the guest role`,
        ),
      ),
    ];
  },
} satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

/** Every problem, by the check that found it. */
export const problemsOf = (
  deployment: Deployment,
  names?: readonly CheckName[],
): Promise<Partial<Record<CheckName, string[]>>> => findProblems(checks, deployment, names);

function aliasOf(policy: Policy | undefined): string | undefined {
  for (const { Condition } of statementsOf(policy)) {
    const alias = (Condition as Record<string, Values> | undefined)?.['StringEquals']?.['rum:alias'];
    if (typeof alias === 'string') return alias;
  }
  return undefined;
}
