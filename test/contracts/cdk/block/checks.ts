import { monitorArn, type Deployment, type Policy, type Values } from '../deployment.ts';
import { findProblems } from '../findProblems.ts';
import { decide, type Verdict } from '../simulate.ts';
import { blocked, others, type Person } from './people.ts';

/** What is wrong with the block of a deployment, in words; nothing when all is right. */
type Check = (deployment: Deployment) => string[] | Promise<string[]>;

const own = monitorArn('Shop_Authenticated');
const statementsOf = (policy: Policy): Values[] => [policy['Statement']].flat() as Values[];
const when = (holds: boolean, problem: string): string[] => (holds ? [problem] : []);
const denying = (deployment: Deployment): Values[] =>
  deployment.roles
    .authenticated!.policies.filter(({ name }) => name !== 'PutRumEvents')
    .flatMap(({ document }) => statementsOf(document));

/** The decision about one batch that this person's credentials sign; without a person, credentials that have no such keys. */
const write = (deployment: Deployment, person?: Person): Promise<Verdict> =>
  decide({
    roleArn: deployment.roles.authenticated!.arn,
    identityPolicies: deployment.roles.authenticated!.policies.map(({ document }) => document),
    resourcePolicy: deployment.monitors.find(({ arn }) => arn === own)!.policy,
    action: 'rum:PutRumEvents',
    resource: own,
    context: person
      ? {
          'cognito-identity.amazonaws.com:aud': 'us-east-1:00000000-0000-4000-8000-0000000000ff',
          'cognito-identity.amazonaws.com:sub': person.sub,
          'cognito-identity.amazonaws.com:amr': person.amr,
        }
      : {},
  });

/** Operator and key of each way to name a user. */
const COMPARISONS = new Set([
  '{"StringEquals":["cognito-identity.amazonaws.com:sub"]}',
  '{"ForAnyValue:StringEquals":["cognito-identity.amazonaws.com:amr"]}',
]);

export const checks = {
  'a blocked user writes nothing': async (deployment) => {
    const verdicts = await Promise.all(blocked.map((person) => write(deployment, person)));
    return verdicts.flatMap((verdict, i) => when(verdict !== 'deny', `${blocked[i]!.name}: ${verdict}`));
  },

  'everybody else writes': async (deployment) => {
    const verdicts = await Promise.all([...others, undefined].map((person) => write(deployment, person)));
    return verdicts.flatMap((verdict, i) =>
      when(verdict !== 'allow', `${others[i]?.name ?? 'credentials without these keys'}: ${verdict}`),
    );
  },

  'the block is about PutRumEvents on the signed-in app monitor': (deployment) =>
    denying(deployment).flatMap((statement) => {
      const { Effect, Action, Resource, NotAction, NotResource } = statement;
      const fine = Effect === 'Deny' && Action === 'rum:PutRumEvents' && Resource === own;
      return when(!fine || NotAction !== undefined || NotResource !== undefined, JSON.stringify(statement));
    }),

  'users are compared whole, by one key in each statement': (deployment) =>
    denying(deployment).flatMap(({ Condition = {} }) => {
      const shape = JSON.stringify(
        Object.fromEntries(
          Object.entries(Condition as object).map(([operator, keys]) => [operator, Object.keys(keys as object)]),
        ),
      );
      return when(!COMPARISONS.has(shape), `they are compared by ${shape}`);
    }),

  'the block is on the signed-in role alone, beside its PutRumEvents': ({ roles }) => [
    ...when(roles.guest?.policies.length !== 1, `guests have ${JSON.stringify(roles.guest?.policies)}`),
    ...when(
      roles.authenticated?.policies.map(({ name }) => name).join() !== 'PutRumEvents,BlockedUsers',
      `signed-in users have ${roles.authenticated?.policies.map(({ name }) => name).join()}`,
    ),
  ],
} satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

/** Every problem, by the check that found it. */
export const problemsOf = (
  deployment: Deployment,
  names?: readonly CheckName[],
): Promise<Partial<Record<CheckName, string[]>>> => findProblems(checks, deployment, names);
