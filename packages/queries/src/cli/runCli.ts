import { parseArgs } from 'node:util';
import { athenaTables } from '../athena/athenaTables.ts';
import { auditTrailTable } from '../athena/auditTrailTable.ts';
import { findQuery } from '../catalog/findQuery.ts';
import { queries } from '../catalog/queries.ts';
import type { Query } from '../catalog/Query.ts';
import { composeSql } from '../compose/composeSql.ts';
import type { QueryRequest } from '../compose/QueryRequest.ts';
import { openData } from '../database/openData.ts';
import { QueryError } from '../errors/QueryError.ts';
import { toCsv, toJson, toTable } from './print.ts';
import { usage } from './usage.ts';

interface Io {
  argv: string[];
  version: string;
  out: (text: string) => void;
  error: (text: string) => void;
}

/** Runs one command. Resolves with the exit code: 0, 1 when there is no answer, 2 for wrong usage. */
export async function runCli({ argv, version, out, error }: Io): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (problem) {
    error(`${(problem as Error).message}\n\n${usage}`);
    return 2;
  }
  try {
    out(await answer(parsed, version));
    return 0;
  } catch (problem) {
    if (!(problem instanceof QueryError)) throw problem;
    error(`dual-rum-queries: ${problem.message}\n`);
    return 1;
  }
}

type Flags = ReturnType<typeof parse>['flags'];

async function answer({ command, name, flags }: ReturnType<typeof parse>, version: string): Promise<string> {
  switch (command) {
    case 'help':
      return usage;
    case 'version':
      return `${version}\n`;
    case 'list':
      return queries.map(describe).join('\n');
    case 'tables': {
      const { location = '', monitor = [], since = '' } = flags;
      return `${[...athenaTables({ location, monitors: monitor, since }), ...trailTable(flags)].join(';\n\n')};\n`;
    }
    case 'run':
      return run(findQuery(name), flags);
    case 'verdict':
      return flags.evidence === undefined
        ? run(findQuery('verdict'), flags)
        : run(findQuery('verdict-evidence'), { ...flags, session: flags.evidence });
  }
}

/** The table of the audit trail, when it is asked for. */
function trailTable({ trail, account = '', region = '', since = '' }: Flags): string[] {
  if (trail === undefined) return [];
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(trail) ?? [];
  return auditTrailTable({ bucket, prefix: prefix === '' ? '' : `${prefix}/`, account, region, since });
}

async function run(query: Query, flags: Flags): Promise<string> {
  const request = requestOf(query, flags);
  if (flags.athena) return `${composeSql(query, request, 'athena')}\n`;
  if (flags.duckdb) return `${composeSql(query, request, 'duckdb')}\n`;
  if (flags['logs-insights']) {
    if (query.logsInsights !== undefined) return `${query.logsInsights}\n`;
    const others = queries.filter(({ logsInsights }) => logsInsights !== undefined).map((other) => other.name);
    throw new QueryError(`Logs Insights cannot say ${query.name}; it can say ${others.join(', ')}. Take --athena.`);
  }
  if (flags.from === undefined)
    throw new QueryError('--from is missing: where is the data? --help says what it may be.');
  const data = await openData(flags.from);
  try {
    const found = await data.run(query.name, request);
    return flags.json ? toJson(found) : flags.csv ? toCsv(found) : toTable(found);
  } finally {
    data.close();
  }
}

/** Flags by the names of parameters. */
const PARAMETERS = {
  bucket: 'bucket',
  limit: 'limit',
  steps: 'steps',
  failures: 'failures',
  'sign-in-page': 'signInPage',
  type: 'type',
  text: 'text',
  session: 'session',
  verdict: 'verdict',
  'lifetime-days': 'lifetimeDays',
  'kept-days': 'keptDays',
  'skew-minutes': 'skewMinutes',
  'clock-hours': 'clockHours',
  'max-events': 'maxEvents',
  'max-sessions': 'maxSessions',
  'max-copies': 'maxCopies',
  releases: 'releases',
  blocked: 'blocked',
} as const;

function requestOf(query: Query, flags: Flags): QueryRequest {
  const given = Object.entries(PARAMETERS).flatMap(([flag, name]): [string, string | number][] => {
    const value = flags[flag as keyof typeof PARAMETERS];
    const has = query.parameters.find((parameter) => parameter.name === name);
    // The session is a filter of queries that do not ask for one.
    if (value === undefined || (flag === 'session' && !has)) return [];
    return [[name, has?.kind === 'whole' ? Number(value) : value]];
  });
  const { since, until, monitor, page, release, session, guest, 'signed-in': signedIn } = flags;
  return {
    ...(since === undefined ? {} : { from: since }),
    ...(until === undefined ? {} : { to: until }),
    ...(monitor === undefined ? {} : { monitors: monitor }),
    ...(page === undefined ? {} : { page }),
    ...(release === undefined ? {} : { release }),
    // The session is a parameter of some queries, and a filter of the others.
    ...(session === undefined || query.parameters.some((each) => each.name === 'session') ? {} : { session }),
    ...(guest === undefined && signedIn === undefined
      ? {}
      : { audiences: { guest: guest ?? [], signedIn: signedIn ?? [] } }),
    parameters: Object.fromEntries(given),
  };
}

function describe({ name, title, answers, parameters }: Query): string {
  const lines = parameters.map((parameter) => {
    const range =
      parameter.kind === 'choice'
        ? parameter.of.join(', ')
        : parameter.kind === 'whole'
          ? `${parameter.from} to ${parameter.to}`
          : 'text';
    const byDefault = parameter.default === undefined ? 'must be given' : `default ${parameter.default ?? 'none'}`;
    const flag = Object.entries(PARAMETERS).find(([, own]) => own === parameter.name)?.[0];
    return `    --${flag}: ${parameter.meaning} ${range}; ${byDefault}\n`;
  });
  return `${name}: ${title}\n    ${answers}\n${lines.join('')}`;
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const yes = { type: 'boolean' } as const;
  const { values: flags, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: list,
      since: text,
      until: text,
      monitor: list,
      page: text,
      release: text,
      session: text,
      guest: list,
      'signed-in': list,
      location: text,
      trail: text,
      account: text,
      region: text,
      bucket: text,
      limit: text,
      steps: text,
      failures: text,
      'sign-in-page': text,
      type: text,
      text,
      verdict: text,
      'lifetime-days': text,
      'kept-days': text,
      'skew-minutes': text,
      'clock-hours': text,
      'max-events': text,
      'max-sessions': text,
      'max-copies': text,
      releases: text,
      blocked: text,
      evidence: text,
      athena: yes,
      duckdb: yes,
      'logs-insights': yes,
      json: yes,
      csv: yes,
      version: yes,
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, name = '', extra] = positionals;
  if (flags.help) return { command: 'help', name, flags } as const;
  if (flags.version) return { command: 'version', name, flags } as const;
  if (command !== 'run' && command !== 'list' && command !== 'tables' && command !== 'verdict')
    throw new Error(command === undefined ? 'Which command?' : `There is no command "${command}".`);
  if (command === 'run' && name === '') throw new Error('run needs the name of a query; list says which there are.');
  if (extra !== undefined || (command !== 'run' && name !== ''))
    throw new Error(`Unexpected argument "${extra ?? name}".`);
  return { command, name, flags } as const;
}
