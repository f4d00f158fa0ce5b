import { Buffer } from 'node:buffer';
import { ref, sub, type Json } from '../../model/intrinsics.ts';
import { eventsView, queries, questionOf } from '../sql/queries.ts';
import { RESULTS } from './bucket.ts';
import { COLUMNS } from './columns.ts';
import type { IdentityResources } from './IdentityTemplate.ts';

/** `auth0-events` is the database `auth0_events`. */
export const databaseName = (name: string): string => name.replaceAll('-', '_');
/** What people ask. */
export const VIEW = 'auth0_events';
/** What lies in the bucket. */
const TABLE = 'auth0_events_with_duplicates';

interface Options {
  name: string;
  bucketName: Json;
  prefix: string;
}

/** Database, table, view, workgroup and questions. */
export function athena({ name, bucketName, prefix }: Options): IdentityResources {
  const inBucket = (path: string): Json => ({ 'Fn::Sub': [`s3://\${Bucket}/${path}`, { Bucket: bucketName }] });
  return {
    Database: {
      Type: 'AWS::Glue::Database',
      Properties: {
        CatalogId: sub('${AWS::AccountId}'),
        DatabaseInput: { Name: databaseName(name), Description: 'Identity events' },
      },
    },
    EventsTable: {
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: sub('${AWS::AccountId}'),
        DatabaseName: ref('Database'),
        TableInput: {
          Name: TABLE,
          Description: 'Auth0 log events as they arrived: some more than once',
          TableType: 'EXTERNAL_TABLE',
          PartitionKeys: [{ Name: 'day', Type: 'string' }],
          // No crawler and no ALTER TABLE: Athena works out the folders.
          // https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
          Parameters: {
            EXTERNAL: 'TRUE',
            classification: 'parquet',
            'projection.enabled': 'true',
            'projection.day.type': 'date',
            'projection.day.format': 'yyyy-MM-dd',
            // Three years; each day is one request to S3 for a query that names no days.
            'projection.day.range': 'NOW-1095DAYS,NOW+1DAYS',
            'projection.day.interval': '1',
            'projection.day.interval.unit': 'DAYS',
            'storage.location.template': inBucket(`${prefix}/parquet/day=\${!day}`),
          },
          StorageDescriptor: {
            Columns: COLUMNS.map(([Name, Type]) => ({ Name, Type })),
            Location: inBucket(`${prefix}/parquet/`),
            InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
            OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
            SerdeInfo: {
              SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
              Parameters: { 'serialization.format': '1' },
            },
          },
        },
      },
    },
    EventsView: {
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: sub('${AWS::AccountId}'),
        DatabaseName: ref('Database'),
        TableInput: {
          // No description: the engine would take it for the comment that marks a view. The owner is that of Athena's own tables.
          Name: VIEW,
          Owner: 'hadoop',
          TableType: 'VIRTUAL_VIEW',
          Parameters: { presto_view: 'true', comment: 'Presto View' },
          // Athena keeps a view as JSON in Base64: https://trino.io/docs/current/connector/hive.html#hive-views
          ViewOriginalText: `/* Presto View: ${Buffer.from(viewJson(databaseName(name))).toString('base64')} */`,
          ViewExpandedText: '/* Presto View */',
          StorageDescriptor: {
            Columns: [...COLUMNS.map(([Name, Type]) => ({ Name, Type })), { Name: 'day', Type: 'string' }],
            SerdeInfo: {},
          },
        },
      },
    },
    WorkGroup: {
      Type: 'AWS::Athena::WorkGroup',
      Properties: {
        Name: name,
        Description: 'Questions about identity events',
        RecursiveDeleteOption: true,
        WorkGroupConfiguration: {
          EnforceWorkGroupConfiguration: true,
          ResultConfiguration: {
            OutputLocation: inBucket(`${RESULTS}/`),
            EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
          },
        },
      },
    },
    ...Object.fromEntries(
      Object.entries(queries).map(([id, query]) => [
        id,
        {
          Type: 'AWS::Athena::NamedQuery' as const,
          Properties: {
            Name: query.name,
            Description: questionOf(query.sql),
            Database: ref('Database'),
            WorkGroup: ref('WorkGroup'),
            QueryString: query.sql,
          },
        },
      ]),
    ),
  };
}

/** As Athena writes it for CREATE VIEW. */
function viewJson(database: string): string {
  const presto = { string: 'varchar', timestamp: 'timestamp' };
  return JSON.stringify({
    // A view has no place for comments.
    originalSql: eventsView.replace(/^--.*\n/, ''),
    catalog: 'awsdatacatalog',
    schema: database,
    columns: [...COLUMNS, ['day', 'string'] as const].map(([name, type]) => ({ name, type: presto[type] })),
  });
}
