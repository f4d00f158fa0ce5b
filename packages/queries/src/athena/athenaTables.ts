import { textLiteral } from '../compose/literals.ts';
import { QueryError } from '../errors/QueryError.ts';
import view from '../schema/events.athena.sql?raw';

/** Where CloudWatch RUM's records lie in S3. */
export interface AthenaOptions {
  /** `s3://my-bucket/rum`. Below it, `monitor=<name>/day=<2026-11-26>/` holds the files of an app monitor and a day, plain or gzip. */
  location: string;
  /** Names of the app monitors. */
  monitors: readonly string[];
  /** The first day: `2026-01-01`. */
  since: string;
  /** Default `rum_records`. */
  table?: string;
}

/**
 * Statements that make the table and the view that the questions ask on Athena. Partitions are projected: nothing has to be
 * registered, and a question reads the days and app monitors that it names. Run them one at a time.
 *
 * Source: https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export function athenaTables({ location, monitors, since, table = 'rum_records' }: AthenaOptions): string[] {
  if (!/^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[^{}$']*)?$/.test(location))
    throw new QueryError(`"location" is ${location}; it must be a prefix in S3, such as s3://my-bucket/rum.`);
  if (!/^\d{4}-\d\d-\d\d$/.test(since) || Number.isNaN(Date.parse(since)))
    throw new QueryError(`"since" is ${since}; it must be a day, such as 2026-01-01.`);
  if (monitors.length === 0) throw new QueryError('"monitors" is empty; name the app monitors.');
  const wrong = monitors.find((name) => !/^[.\-_#A-Za-z0-9]{1,255}$/.test(name));
  if (wrong !== undefined)
    throw new QueryError(`"monitors" has ${JSON.stringify(wrong)}; a name has letters, digits and . - _ #.`);
  if (!/^\w+$/.test(table)) throw new QueryError(`"table" is ${table}; it must be letters, digits and underscores.`);
  const root = location.replace(/\/$/, '');
  const properties = {
    'projection.enabled': 'true',
    'projection.monitor.type': 'enum',
    'projection.monitor.values': monitors.join(','),
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy-MM-dd',
    'projection.day.range': `${since},NOW`,
    'storage.location.template': `${root}/monitor=\${monitor}/day=\${day}/`,
  };
  return [
    `CREATE EXTERNAL TABLE ${table} (line string)
PARTITIONED BY (monitor string, day string)
STORED AS TEXTFILE
LOCATION ${textLiteral(`${root}/`)}
TBLPROPERTIES (
${Object.entries(properties)
  .map(([name, value]) => `  ${textLiteral(name)} = ${textLiteral(value)}`)
  .join(',\n')}
)`,
    `CREATE OR REPLACE VIEW rum_events AS\n${athenaView(table)}`,
  ];
}

/** The view's own statement. */
export const athenaView = (table: string): string => view.trim().replace('FROM rum_records', `FROM ${table}`);
