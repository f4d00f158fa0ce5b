import { evaluateCondition, type ConditionContext } from './evaluateCondition.ts';
import { matchesWildcard } from './matchesWildcard.ts';
import type { OneOrMany, PolicyDocument, PolicyStatement } from './PolicyDocument.ts';

/** Who asks: a role of the account, a federated provider, or nobody (an unsigned request). */
export type Principal =
  { kind: 'role'; arn: string; account: string } | { kind: 'federated'; provider: string } | { kind: 'anonymous' };

export interface AccessRequest {
  principal: Principal;
  /** `rum:PutRumEvents` */
  action: string;
  /** ARN. Absent when the policy belongs to the resource itself, as a trust policy does. */
  resource?: string;
  context: ConditionContext;
}

export type Verdict = 'allow' | 'deny' | 'none';

/** What one policy says: an explicit Deny wins over any Allow; `none` when no statement applies. */
export function evaluatePolicy(policy: PolicyDocument, request: AccessRequest): Verdict {
  let verdict: Verdict = 'none';
  for (const statement of [policy.Statement].flat()) {
    if (!applies(statement, request)) continue;
    if (statement.Effect === 'Deny') return 'deny';
    verdict = 'allow';
  }
  return verdict;
}

function applies(statement: PolicyStatement, { principal, action, resource, context }: AccessRequest): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const fits = (patterns: OneOrMany<string>, text: string, ignoreCase: boolean): boolean =>
    [patterns].flat().some((pattern) => matchesWildcard(pattern, text, ignoreCase));
  if (Action !== undefined && !fits(Action, action, true)) return false;
  if (NotAction !== undefined && fits(NotAction, action, true)) return false;
  if (Resource !== undefined && (resource === undefined || !fits(Resource, resource, false))) return false;
  if (NotResource !== undefined && (resource === undefined || fits(NotResource, resource, false))) return false;
  if (statement.Principal !== undefined && !isPrincipal(statement, principal)) return false;
  return evaluateCondition(statement.Condition, context);
}

function isPrincipal({ Principal, Effect }: PolicyStatement, caller: Principal): boolean {
  if (Principal === '*' || Principal === undefined) return true;
  return Object.entries(Principal).some(([type, ids]) =>
    [ids].flat().some((id) => {
      if (type === 'Federated') return caller.kind === 'federated' && id === caller.provider;
      if (type !== 'AWS') return false;
      if (id === '*') return true;
      if (caller.kind !== 'role') return false;
      if (id === caller.arn) return true;
      // An account as principal leaves the decision to its roles' own policies: it can deny a role, never allow one.
      return Effect === 'Deny' && (id === caller.account || id === `arn:aws:iam::${caller.account}:root`);
    }),
  );
}
