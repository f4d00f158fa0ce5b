import { QueryError } from '../errors/QueryError.ts';
import { queries } from './queries.ts';
import type { Query } from './Query.ts';

/** The query of this name. Throws a `QueryError` that lists the names there are. */
export function findQuery(name: string): Query {
  const found = queries.find((query) => query.name === name);
  if (found) return found;
  throw new QueryError(`There is no query "${name}"; there are ${queries.map((query) => query.name).join(', ')}.`);
}
