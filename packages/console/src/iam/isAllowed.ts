import { evaluatePolicy, type AccessRequest } from './evaluatePolicy.ts';
import type { PolicyDocument } from './PolicyDocument.ts';

/** Access within one account: some policy of the role or of the resource allows it, and none denies it. */
export function isAllowed(policies: readonly PolicyDocument[], request: AccessRequest): 'allow' | 'deny' | 'none' {
  const verdicts = policies.map((policy) => evaluatePolicy(policy, request));
  if (verdicts.includes('deny')) return 'deny';
  return verdicts.includes('allow') ? 'allow' : 'none';
}
