import type { CheckName } from './checks.ts';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- mutants reach into JSON */

export interface Mutant {
  title: string;
  mutate: (identities: any, logins: any, resources: Record<string, any>) => void;
  caughtBy: CheckName;
}

const SUB = 'cognito-identity.amazonaws.com:sub';
const AMR = 'cognito-identity.amazonaws.com:amr';
const ANY = 'ForAnyValue:StringEquals';
const values = (statement: any): string[] =>
  Object.values(
    Object.values<Record<string, string[]>>(statement.Condition as Record<string, Record<string, string[]>>)[0]!,
  )[0]!;
const compare = (statement: any, operator: string, key: string, changed: string[] = values(statement)): void => {
  statement.Condition = { [operator]: { [key]: changed } };
};
const guestArn = {
  'Fn::Sub': 'arn:${AWS::Partition}:rum:${AWS::Region}:${AWS::AccountId}:appmonitor/Shop_Unauthenticated',
};
const policies = (resources: any, role: string): any[] => resources[role].Properties.Policies;

const MISSED: CheckName = 'a blocked user writes nothing';
const HIT: CheckName = 'everybody else writes';
const SHAPE: CheckName = 'users are compared whole, by one key in each statement';
const SCOPE: CheckName = 'the block is about PutRumEvents on the signed-in app monitor';
const PLACE: CheckName = 'the block is on the signed-in role alone, beside its PutRumEvents';

/** Ways to get a block wrong, each of which deploys. */
export const mutants: Mutant[] = [
  {
    title: 'the pool’s id for the identity’s',
    mutate: (i) => compare(i, 'StringEquals', 'cognito-identity.amazonaws.com:aud'),
    caughtBy: MISSED,
  },
  {
    title: 'aws:userid, which is the same for everybody',
    mutate: (i) => compare(i, 'StringEquals', 'aws:userid'),
    caughtBy: MISSED,
  },
  { title: 'identities by amr', mutate: (i) => compare(i, ANY, AMR), caughtBy: MISSED },
  { title: 'logins by sub', mutate: (_, l) => compare(l, 'StringEquals', SUB), caughtBy: MISSED },
  {
    title: 'the subject alone, without its provider',
    mutate: (_, l) => compare(l, ANY, AMR, ['33333333-cccc', 'waad|d*']),
    caughtBy: MISSED,
  },
  {
    title: 'a user pool’s form for an issuer',
    mutate: (_, l) =>
      compare(
        l,
        ANY,
        AMR,
        values(l).map((each) => each.replace(':OIDC:', ':CognitoSignIn:')),
      ),
    caughtBy: MISSED,
  },
  {
    title: 'the issuer with a slash at its end',
    mutate: (_, l) =>
      compare(
        l,
        ANY,
        AMR,
        values(l).map((each) => each.replace('.com:OIDC', '.com/:OIDC')),
      ),
    caughtBy: MISSED,
  },
  {
    title: 'an identity id without its region',
    mutate: (i) =>
      compare(
        i,
        'StringEquals',
        SUB,
        values(i).map((each) => each.split(':')[1]!),
      ),
    caughtBy: MISSED,
  },
  {
    title: 'ForAllValues for ForAnyValue',
    mutate: (_, l) => compare(l, 'ForAllValues:StringEquals', AMR),
    caughtBy: MISSED,
  },
  { title: 'no ForAnyValue', mutate: (_, l) => compare(l, 'StringEquals', AMR), caughtBy: SHAPE },
  { title: 'StringLike for identities', mutate: (i) => compare(i, 'StringLike', SUB), caughtBy: SHAPE },
  {
    title: 'StringLike for logins, where a subject has a star',
    mutate: (_, l) => compare(l, 'ForAnyValue:StringLike', AMR),
    caughtBy: HIT,
  },
  {
    title: 'a subject as a prefix',
    mutate: (_, l) =>
      compare(
        l,
        'ForAnyValue:StringLike',
        AMR,
        values(l).map((each) => `${each}*`),
      ),
    caughtBy: HIT,
  },
  {
    title: 'subjects without regard to case',
    mutate: (_, l) => compare(l, 'ForAnyValue:StringEqualsIgnoreCase', AMR),
    caughtBy: HIT,
  },
  {
    title: 'StringNotEquals: everybody but the blocked',
    mutate: (i) => compare(i, 'StringNotEquals', SUB),
    caughtBy: HIT,
  },
  {
    title: 'IfExists: credentials that say nothing, too',
    mutate: (i) => compare(i, 'StringEqualsIfExists', SUB),
    caughtBy: HIT,
  },
  { title: 'no condition', mutate: (i) => delete i.Condition, caughtBy: HIT },
  {
    title: 'everybody of the provider',
    mutate: (_, l) =>
      compare(
        l,
        ANY,
        AMR,
        values(l).map((each) => each.split(':CognitoSignIn:')[0]!),
      ),
    caughtBy: HIT,
  },
  { title: 'everybody who is signed in', mutate: (_, l) => compare(l, ANY, AMR, ['authenticated']), caughtBy: HIT },
  {
    title: 'both keys in one statement, which must hold both',
    mutate: (i, l) => Object.assign(i.Condition, l.Condition),
    caughtBy: MISSED,
  },
  { title: 'Allow for Deny', mutate: (i) => (i.Effect = 'Allow'), caughtBy: MISSED },
  { title: 'the guests’ app monitor', mutate: (_, l) => (l.Resource = guestArn), caughtBy: MISSED },
  { title: 'resource *', mutate: (i) => (i.Resource = '*'), caughtBy: SCOPE },
  { title: 'action rum:*', mutate: (_, l) => (l.Action = 'rum:*'), caughtBy: SCOPE },
  { title: 'an action that no browser takes', mutate: (i) => (i.Action = 'rum:GetAppMonitor'), caughtBy: MISSED },
  {
    title: 'NotResource for Resource',
    mutate: (i) => {
      i.NotResource = guestArn;
      delete i.Resource;
    },
    caughtBy: SCOPE,
  },
  {
    title: 'on the guests’ role only',
    mutate: (_i, _l, r) => void policies(r, 'GuestRole').push(policies(r, 'AuthenticatedRole').pop()),
    caughtBy: MISSED,
  },
  {
    title: 'on the guests’ role too',
    mutate: (_i, _l, r) => void policies(r, 'GuestRole').push(policies(r, 'AuthenticatedRole')[1]),
    caughtBy: PLACE,
  },
  {
    title: 'in the place of PutRumEvents',
    mutate: (_i, _l, r) => void policies(r, 'AuthenticatedRole').shift(),
    caughtBy: HIT,
  },
  {
    title: 'by the name of PutRumEvents, which one of the two loses',
    mutate: (_i, _l, r) => (policies(r, 'AuthenticatedRole')[1].PolicyName = 'PutRumEvents'),
    caughtBy: PLACE,
  },
];
