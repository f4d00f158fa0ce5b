import type { Parameter, Query } from '../catalog/Query.ts';
import { QueryError } from '../errors/QueryError.ts';
import { blockCondition } from './blockCondition.ts';
import { textLiteral } from './literals.ts';
import type { QueryRequest } from './QueryRequest.ts';

/** The query's parameters as SQL, by name. Throws a `QueryError` for one that is unknown, missing or out of its range. */
export function parameterLiterals(query: Query, given: QueryRequest['parameters'] = {}): Record<string, string> {
  const known = query.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const has = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    throw new QueryError(`The query ${query.name} has no parameter "${unknown}"; ${has}.`);
  }
  return Object.fromEntries(query.parameters.map((parameter) => [parameter.name, literal(parameter, given, query)]));
}

function literal(parameter: Parameter, given: NonNullable<QueryRequest['parameters']>, query: Query): string {
  const value = given[parameter.name] ?? parameter.default;
  const wrong = (expected: string): QueryError =>
    new QueryError(
      `"${parameter.name}" of the query ${query.name} is ${JSON.stringify(value)}; it must be ${expected}.`,
    );
  switch (parameter.kind) {
    case 'text':
      if (value === null) return 'CAST(NULL AS VARCHAR)';
      if (value === undefined)
        throw new QueryError(`The query ${query.name} needs "${parameter.name}": ${parameter.meaning}`);
      if (typeof value !== 'string') throw wrong('a text');
      return textLiteral(value);
    case 'list':
      if (value === null) return '(CAST(NULL AS VARCHAR))';
      if (typeof value !== 'string') throw wrong('texts with commas between them');
      return `(${partsOf(value).map(textLiteral).join(', ')})`;
    case 'blocks': {
      if (value === null) return '1 = 0';
      const blocks = partsOf(value).map(blockCondition);
      if (blocks.includes(undefined) || blocks.length === 0) throw wrong('such as auth0|17@2026-11-26T10:00:00Z');
      return `(${blocks.join(' OR ')})`;
    }
    case 'choice':
      if (!parameter.of.includes(String(value))) throw wrong(`one of ${parameter.of.join(', ')}`);
      return textLiteral(String(value));
    case 'whole': {
      const number = Number(value);
      if (!Number.isInteger(number) || number < parameter.from || number > parameter.to)
        throw wrong(`a whole number from ${parameter.from} to ${parameter.to}`);
      return String(number);
    }
  }
}

const partsOf = (value: string | number | null | undefined): string[] =>
  String(value)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
