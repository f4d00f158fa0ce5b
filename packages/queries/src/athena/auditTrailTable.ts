import { textLiteral } from '../compose/literals.ts';
import { QueryError } from '../errors/QueryError.ts';
import view from '../schema/trail.athena.sql?raw';

/** Where CloudTrail writes the records of PutRumEvents and of the identity pool. */
export interface AuditTrailOptions {
  /** `my-trail-bucket` */
  bucket: string;
  /** Prefix of the trail in the bucket, with a slash at its end: `rum/`. Default: none. */
  prefix?: string;
  /** `123456789012` */
  account: string;
  /** `eu-west-1` */
  region: string;
  /** The first day: `2026-01-01`. */
  since: string;
  /** Default `audit_trail`. */
  table?: string;
}

/** The one column of the table. A file of CloudTrail is one JSON object, whose list has the records. */
export const AUDIT_TRAIL_COLUMN = {
  name: 'records',
  type: struct(
    {
      eventid: 'string',
      eventtime: 'string',
      eventname: 'string',
      eventsource: 'string',
      errorcode: 'string',
      sourceipaddress: 'string',
      useragent: 'string',
      useridentity: struct({
        type: 'string',
        accesskeyid: 'string',
        sessioncontext: struct({
          sessionissuer: struct({ type: 'string', arn: 'string', username: 'string' }),
          webidfederationdata: struct({ federatedprovider: 'string', attributes: 'map<string,string>' }),
        }),
      }),
      requestparameters: struct({
        id: 'string',
        batchid: 'string',
        userdetails: struct({ userid: 'string', sessionid: 'string' }),
        rumevents: struct({ id: 'string' }, 'array'),
        identitypoolid: 'string',
        identityid: 'string',
      }),
      responseelements: struct({ identityid: 'string', credentials: struct({ accesskeyid: 'string' }) }),
      resources: struct({ type: 'string', arn: 'string' }, 'array'),
    },
    'array',
  ),
} as const;

/**
 * Statements that make the table of CloudTrail's records, partitioned by day, and the view `trail` that the verdict asks on Athena. Run
 * them one at a time. Throws a `QueryError` that names the option that is wrong.
 *
 * Source: https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 *
 * @example auditTrailTable({ bucket: 'my-trail', account: '123456789012', region: 'eu-west-1', since: '2026-01-01' })
 */
export function auditTrailTable(options: AuditTrailOptions): string[] {
  const { table = 'audit_trail' } = options;
  const root = rootOf(options);
  const properties = {
    'projection.enabled': 'true',
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy/MM/dd',
    'projection.day.range': `${options.since.replaceAll('-', '/')},NOW`,
    'projection.day.interval': '1',
    'projection.day.interval.unit': 'DAYS',
    'storage.location.template': `${root}\${day}`,
  };
  return [
    `CREATE EXTERNAL TABLE ${table} (
  ${AUDIT_TRAIL_COLUMN.name} ${AUDIT_TRAIL_COLUMN.type}
)
PARTITIONED BY (day string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION ${textLiteral(root)}
TBLPROPERTIES (
${Object.entries(properties)
  .map(([name, value]) => `  ${textLiteral(name)} = ${textLiteral(value)}`)
  .join(',\n')}
)`,
    `CREATE OR REPLACE VIEW trail AS\n${trailView(table)}`,
  ];
}

/** The view's own statement. */
export const trailView = (table: string): string => view.trim().replace('FROM audit_trail', `FROM ${table}`);

function rootOf({ bucket, prefix = '', account, region, since, table = 'audit_trail' }: AuditTrailOptions): string {
  const must = (holds: boolean, option: string, value: string, expected: string): void => {
    if (!holds) throw new QueryError(`"${option}" is ${JSON.stringify(value)}; it must be ${expected}.`);
  };
  must(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket), 'bucket', bucket, 'the name of a bucket, such as my-trail');
  must(/^([^{}$'/]+\/)*$/.test(prefix), 'prefix', prefix, 'empty or end with a slash, such as rum/');
  must(/^\d{12}$/.test(account), 'account', account, 'an account id of 12 digits');
  must(/^[a-z]{2}(-[a-z]+)+-\d$/.test(region), 'region', region, 'a region, such as eu-west-1');
  must(
    /^\d{4}-\d\d-\d\d$/.test(since) && !Number.isNaN(Date.parse(since)),
    'since',
    since,
    'a day, such as 2026-01-01',
  );
  must(/^\w+$/.test(table), 'table', table, 'letters, digits and underscores');
  return `s3://${bucket}/${prefix}AWSLogs/${account}/CloudTrail/${region}/`;
}

function struct(fields: Record<string, string>, within?: 'array'): string {
  const type = `struct<${Object.entries(fields)
    .map(([name, of]) => `${name}:${of}`)
    .join(',')}>`;
  return within === undefined ? type : `array<${type}>`;
}
