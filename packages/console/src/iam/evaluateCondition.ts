import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { matchesWildcard } from './matchesWildcard.ts';
import type { PolicyStatement } from './PolicyDocument.ts';

/** What is known about a request. Key names are compared without case, as AWS does. */
export type ConditionContext = Record<string, string | string[] | undefined>;

type Compare = (actual: string, wanted: string) => boolean;

const equals: Compare = (actual, wanted) => actual === wanted;
const equalsIgnoreCase: Compare = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase();
const like: Compare = (actual, wanted) => matchesWildcard(wanted, actual);

const positive: Record<string, Compare> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: equalsIgnoreCase,
  IpAddress: inRange,
};
const negative: Record<string, Compare> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: equalsIgnoreCase,
  StringNotLike: like,
  ArnNotEquals: like,
  ArnNotLike: like,
  NotIpAddress: inRange,
};

/** Operators understood, without the `ForAnyValue:` / `ForAllValues:` prefix and the `IfExists` suffix. */
export const conditionOperators: readonly string[] = [...Object.keys(positive), ...Object.keys(negative), 'Null'];

/** Takes an operator apart. Null when it is not evaluated here. */
export function parseOperator(operator: string): { set: string; base: string; ifExists: boolean } | null {
  const parts = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator);
  if (!parts || !conditionOperators.includes(parts[2]!)) return null;
  return { set: parts[1] ?? '', base: parts[2]!, ifExists: parts[3] !== undefined };
}

/**
 * Whether every condition of a statement holds.
 * Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function evaluateCondition(condition: PolicyStatement['Condition'], context: ConditionContext): boolean {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition ?? {}).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) => {
      const actual = known.get(key.toLowerCase());
      return holds(operator, actual === undefined ? undefined : [actual].flat(), [wanted].flat().map(String));
    }),
  );
}

function holds(operator: string, actual: string[] | undefined, wanted: string[]): boolean {
  const parsed = parseOperator(operator);
  if (!parsed) return false;
  const { set, base, ifExists } = parsed;
  if (base === 'Null') return wanted.includes(String(actual === undefined));
  const negated = base in negative;
  const compare = (negative[base] ?? positive[base])!;
  if (actual === undefined || actual.length === 0) {
    // With a missing key a negated operator is true: "not the authenticated role" also holds for an unsigned request.
    return set === 'ForAnyValue' ? false : set === 'ForAllValues' || ifExists || negated;
  }
  const fits = (value: string): boolean => wanted.some((each) => compare(value, each)) !== negated;
  if (set === 'ForAnyValue') return actual.some(fits);
  if (set === 'ForAllValues' || negated) return actual.every(fits);
  return actual.some(fits);
}

function inRange(address: string, range: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  if (!(family === 'ipv4' ? isIPv4(address) : isIPv6(network) && isIPv6(address))) return false;
  const list = new BlockList();
  list.addSubnet(network, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  return list.check(address, family);
}
