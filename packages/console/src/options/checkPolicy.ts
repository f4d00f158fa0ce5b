import { ConsoleError } from '../errors/ConsoleError.ts';
import { conditionOperators, parseOperator } from '../iam/evaluateCondition.ts';
import type { PolicyDocument } from '../iam/PolicyDocument.ts';
import { expect, expectKeys } from './check.ts';

const documentKeys = ['Version', 'Id', 'Statement'];
const statementKeys = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Refuses a policy with anything that is not evaluated here, so that no policy is decided otherwise than by AWS. */
export function checkPolicy(
  value: unknown,
  option: string,
  kind: 'identity' | 'resource' | 'trust',
): asserts value is PolicyDocument {
  expectKeys(value, option, documentKeys);
  const statements = [value['Statement']].flat();
  expect(
    value['Statement'] !== undefined && statements.length > 0,
    `${option}.Statement`,
    value['Statement'],
    'a statement or a list of them',
  );
  statements.forEach((statement, index) => checkStatement(statement, `${option}.Statement[${index}]`, kind));
}

function checkStatement(statement: unknown, at: string, kind: 'identity' | 'resource' | 'trust'): void {
  expectKeys(statement, at, statementKeys);
  const { Effect, Principal, Action, NotAction, Resource, NotResource, Condition } = statement;
  expect(Effect === 'Allow' || Effect === 'Deny', `${at}.Effect`, Effect, '"Allow" or "Deny"');
  expect(
    (Action === undefined) !== (NotAction === undefined),
    `${at}.Action`,
    Action,
    'given, or NotAction, and not both',
  );
  texts(Action ?? NotAction, `${at}.Action`);
  if (kind === 'trust') {
    expect(
      Resource === undefined && NotResource === undefined,
      `${at}.Resource`,
      Resource,
      'left out: a trust policy is about its own role',
    );
  } else {
    expect(
      (Resource === undefined) !== (NotResource === undefined),
      `${at}.Resource`,
      Resource,
      'given, or NotResource, and not both',
    );
    texts(Resource ?? NotResource, `${at}.Resource`);
  }
  if (kind === 'identity') {
    expect(Principal === undefined, `${at}.Principal`, Principal, "left out: a role's own policy is about that role");
  } else {
    const isMap = typeof Principal === 'object' && Principal !== null && !Array.isArray(Principal);
    expect(Principal === '*' || isMap, `${at}.Principal`, Principal, '"*", {"AWS": …} or {"Federated": …}');
    if (Principal !== '*') Object.entries(Principal).forEach(([key, ids]) => texts(ids, `${at}.Principal.${key}`));
  }
  if (Condition !== undefined) checkConditions(Condition, `${at}.Condition`);
}

function checkConditions(conditions: unknown, at: string): void {
  expect(typeof conditions === 'object' && conditions !== null, at, conditions, 'an object of operators');
  for (const [operator, tests] of Object.entries(conditions)) {
    if (!parseOperator(operator)) {
      throw new ConsoleError(
        `${at}.${operator}`,
        `this operator is not evaluated here; use one of ${conditionOperators.join(', ')}, with ForAnyValue:, ForAllValues: or IfExists.`,
      );
    }
    expect(typeof tests === 'object' && tests !== null, `${at}.${operator}`, tests, 'an object of condition keys');
    for (const [key, values] of Object.entries(tests as object)) {
      const scalars = ([values] as unknown[]).flat();
      const fine = scalars.length > 0 && scalars.every((each) => ['string', 'number', 'boolean'].includes(typeof each));
      expect(fine, `${at}.${operator}.${key}`, values, 'a value or a list of values');
      scalars.forEach((each) => noVariable(String(each), `${at}.${operator}.${key}`));
    }
  }
}

function texts(value: unknown, at: string): void {
  const list = [value].flat();
  expect(list.length > 0 && list.every((each) => typeof each === 'string'), at, value, 'a text or a list of texts');
  list.forEach((each) => noVariable(each, at));
}

function noVariable(text: string, at: string): void {
  if (text.includes('${'))
    throw new ConsoleError(at, `"${text}" has a policy variable, which is not evaluated here; write the value itself.`);
}
