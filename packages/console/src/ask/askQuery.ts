import { QueryError, queries, type EventDatabase, type QueryRequest } from '@dual-rum/queries';
import { AwsError, validation } from '../errors/AwsError.ts';
import { parseQuery } from '../http/parseQuery.ts';
import type { JsonReply } from '../http/Exchange.ts';

const FILTERS = ['from', 'to', 'page', 'release'] as const;

/** `GET /_query/{name}?from=&to=&page=&release=&monitor=&…`: asks a query of `@dual-rum/queries`, with its own parameters by name. */
export async function askQuery(
  database: Pick<EventDatabase, 'run'>,
  audiences: NonNullable<QueryRequest['audiences']>,
  name: string,
  rawQuery: string,
): Promise<JsonReply> {
  if (!queries.some((query) => query.name === name)) {
    const known = queries.map((query) => query.name).join(', ');
    throw new AwsError(404, 'ResourceNotFoundException', `There is no query "${name}"; there are ${known}.`);
  }
  try {
    return { status: 200, body: await database.run(name, { ...requestOf(name, rawQuery), audiences }) };
  } catch (error) {
    if (error instanceof QueryError) throw validation(error.message);
    throw error;
  }
}

function requestOf(name: string, rawQuery: string): QueryRequest {
  const query = queries.find((each) => each.name === name)!;
  const request: Record<string, unknown> = {};
  const parameters: Record<string, string | number> = {};
  for (const [key, values] of parseQuery(rawQuery)) {
    const [value = ''] = values;
    const parameter = query.parameters.find((each) => each.name === key);
    if (parameter) parameters[key] = parameter.kind === 'whole' && /^\d+$/.test(value) ? Number(value) : value;
    else if (key === 'monitor') request['monitors'] = values;
    else if (FILTERS.some((filter) => filter === key)) request[key] = value;
    else {
      const takes = [...FILTERS, 'monitor', ...query.parameters.map((each) => each.name)].join(', ');
      throw validation(`The query ${name} takes no "${key}"; it takes ${takes}.`);
    }
  }
  return { ...request, parameters };
}
