import { AwsError, validation } from '../errors/AwsError.ts';
import type { Faults } from '../faults/createFaults.ts';
import { parseFault } from '../faults/parseFault.ts';
import type { Exchange, Reply } from '../http/Exchange.ts';
import { parseQuery } from '../http/parseQuery.ts';
import type { Route } from '../http/Route.ts';
import type { Journeys } from '../store/journeys.ts';
import type { AcceptedBatch, EventFilter, RefusedWrite, StoredEvent } from '../store/StoredEvent.ts';
import type { SubjectSession } from '../live/createSubjects.ts';
import type { Feed } from '../live/createFeed.ts';
import type { BrowserConfig } from './BrowserConfig.ts';
import type { StatusReport } from './StatusReport.ts';

interface Views {
  config: BrowserConfig;
  snippet: string;
  journeys: () => Journeys;
  events: (filter: EventFilter) => StoredEvent[];
  refused: () => RefusedWrite[];
  status: () => StatusReport;
  reset: () => Promise<void>;
  subjects: () => SubjectSession[];
  ask: (query: string, rawQuery: string) => Promise<Reply>;
}

/** The console's own endpoints: what it has seen, and its faults. Returns null for any other path. */
export function createControl(
  views: Views,
  faults: Faults,
  feed: Feed,
): (method: string, path: string) => Route['handle'] | null {
  const ok = (body: unknown): Reply => ({ status: 200, body });
  const routes: Record<string, (request: Exchange) => Reply | Promise<Reply>> = {
    'GET /': () =>
      ok({
        console: '@dual-rum/console',
        endpoints: [...Object.keys(routes), 'DELETE /_faults/{id}', 'GET /_query/{name}', ...services],
      }),
    'GET /_journeys': () => ok(views.journeys()),
    'GET /_events': ({ rawQuery }) => ok(views.events(filterOf(rawQuery))),
    'GET /_refused': () => ok(views.refused()),
    'GET /_subjects': () => ok(views.subjects()),
    'GET /_live': () => ({
      status: 200,
      stream: (send) =>
        feed.subscribe((name, data) => void send(name, name === 'batch' ? (data as AcceptedBatch).events() : data)),
    }),
    'GET /_status': () => ok(views.status()),
    'GET /_config': () => ok(views.config),
    'GET /_snippet': () => ok({ code: views.snippet }),
    'POST /_reset': async () => {
      await views.reset();
      return ok({});
    },
    'GET /_faults': () => ok(faults.list()),
    'POST /_faults': ({ body }) => {
      faults.add(parseFault(parseJson(body)));
      return { status: 201, body: faults.list().at(-1) };
    },
    'DELETE /_faults': () => {
      faults.clear();
      return ok({});
    },
  };
  return (method, path) => {
    const id = /^\/_faults\/(\d{1,9})$/.exec(path)?.[1];
    if (method === 'DELETE' && id !== undefined) return () => ok(removeFault(faults, Number(id)));
    const query = /^\/_query\/([a-z-]{1,60})$/.exec(path)?.[1];
    if (method === 'GET' && query !== undefined) return ({ rawQuery }) => views.ask(query, rawQuery);
    return routes[`${method} ${path}`] ?? null;
  };
}

const services = [
  'POST /appmonitors/{id}',
  'POST / (x-amz-target: AWSCognitoIdentityService.GetId, GetOpenIdToken, GetCredentialsForIdentity)',
  'POST / (a form of IAM: ListRolePolicies, GetRolePolicy, PutRolePolicy, DeleteRolePolicy)',
  'GET /issuer/.well-known/openid-configuration',
  'GET /issuer/.well-known/jwks.json',
  'POST /issuer/token',
];
const filters = ['monitor', 'type', 'sessionId', 'userId', 'copies'];

function filterOf(rawQuery: string): EventFilter {
  const parameters = [...parseQuery(rawQuery)].map(([key, values]) => [key, values[0]]);
  const unknown = parameters.find(([key]) => !filters.includes(key!));
  if (unknown) throw validation(`/_events has no filter "${unknown[0]}"; it takes ${filters.join(', ')}.`);
  const filter = Object.fromEntries(parameters) as EventFilter;
  if (filter.copies !== undefined && !['all', 'first'].includes(filter.copies))
    throw validation(`"copies" is "${filter.copies}"; it must be all or first.`);
  return filter;
}

function removeFault(faults: Faults, id: number): object {
  if (faults.remove(id)) return {};
  throw new AwsError(404, 'ResourceNotFoundException', `There is no fault ${id}: it is over, or was cleared.`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw validation(`The body is not JSON: ${(error as Error).message}.`);
  }
}
