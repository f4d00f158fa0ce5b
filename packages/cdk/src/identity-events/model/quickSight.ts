import { getAtt, ref, sub, type Json } from '../../model/intrinsics.ts';
import { databaseName, VIEW } from './athena.ts';
import { COLUMNS } from './columns.ts';
import type { IdentityResources } from './IdentityTemplate.ts';

interface Options {
  name: string;
  principalArn: string;
}

const DATA_SET = 'events';

/** Counted fields by name; each is 1 where its condition holds. */
const COUNTED: readonly [name: string, condition: string][] = [
  ['sign_ups', "{type} = 'sign-up'"],
  ['sign_ins', "{type} = 'sign-in'"],
  ['log_outs', "{type} = 'sign-out'"],
  ['failures', "{outcome} = 'failure'"],
];

/** A data source, a data set and an analysis, which one user or group owns. */
export function quickSight({ name, principalArn }: Options): IdentityResources {
  const owned = (id: string, kind: string, actions: readonly string[]): Record<string, Json> => ({
    AwsAccountId: sub('${AWS::AccountId}'),
    [`${kind}Id`]: `${name}-${id}`,
    Name: 'Auth0 events',
    Permissions: [{ Principal: principalArn, Actions: actions.map((action) => `quicksight:${action}`) }],
  });
  return {
    DataSource: {
      Type: 'AWS::QuickSight::DataSource',
      Properties: {
        ...owned('source', 'DataSource', DATA_SOURCE_ACTIONS),
        Type: 'ATHENA',
        DataSourceParameters: { AthenaParameters: { WorkGroup: ref('WorkGroup') } },
        SslProperties: { DisableSsl: false },
      },
    },
    DataSet: {
      Type: 'AWS::QuickSight::DataSet',
      Properties: {
        ...owned('data', 'DataSet', DATA_SET_ACTIONS),
        // Asks Athena each time: nothing to refresh, and nothing kept in a second place.
        ImportMode: 'DIRECT_QUERY',
        PhysicalTableMap: {
          [DATA_SET]: {
            RelationalTable: {
              DataSourceArn: getAtt('DataSource', 'Arn'),
              Catalog: 'AwsDataCatalog',
              Schema: databaseName(name),
              Name: VIEW,
              // Without the raw event: a picture needs less.
              InputColumns: [
                ...COLUMNS.filter(([column]) => column !== 'raw').map(([column, type]) => ({
                  Name: column,
                  Type: type === 'timestamp' ? 'DATETIME' : 'STRING',
                })),
                { Name: 'day', Type: 'STRING' },
              ],
            },
          },
        },
      },
    },
    Analysis: {
      Type: 'AWS::QuickSight::Analysis',
      Properties: {
        ...owned('analysis', 'Analysis', ANALYSIS_ACTIONS),
        Definition: {
          DataSetIdentifierDeclarations: [{ Identifier: DATA_SET, DataSetArn: getAtt('DataSet', 'Arn') }],
          CalculatedFields: COUNTED.map(([field, condition]) => ({
            DataSetIdentifier: DATA_SET,
            Name: field,
            Expression: `ifelse(${condition}, 1, 0)`,
          })),
          Sheets: [
            {
              SheetId: 'events',
              Name: 'Sign-ins, sign-ups, log-outs and failures',
              Visuals: [
                overTime(),
                by('client', 'client_name'),
                by('connection', 'connection'),
                by('country', 'country'),
              ],
            },
          ],
        },
      },
    },
  };
}

const column = (name: string): Json => ({ DataSetIdentifier: DATA_SET, ColumnName: name });
const title = (text: string): Json => ({ Visibility: 'VISIBLE', FormatText: { PlainText: text } });
const sums = (visual: string): Json =>
  COUNTED.map(([field]) => ({
    NumericalMeasureField: {
      FieldId: `${visual}-${field}`,
      Column: column(field),
      AggregationFunction: { SimpleNumericalAggregation: 'SUM' },
    },
  }));

function overTime(): Json {
  return {
    LineChartVisual: {
      VisualId: 'over-time',
      Title: title('By day'),
      ChartConfiguration: {
        Type: 'LINE',
        FieldWells: {
          LineChartAggregatedFieldWells: {
            Category: [
              {
                DateDimensionField: {
                  FieldId: 'over-time-day',
                  Column: column('occurred_at'),
                  DateGranularity: 'DAY',
                },
              },
            ],
            Values: sums('over-time'),
          },
        },
      },
    },
  };
}

function by(what: string, field: string): Json {
  return {
    BarChartVisual: {
      VisualId: `by-${what}`,
      Title: title(`By ${what}`),
      ChartConfiguration: {
        Orientation: 'HORIZONTAL',
        BarsArrangement: 'CLUSTERED',
        FieldWells: {
          BarChartAggregatedFieldWells: {
            Category: [{ CategoricalDimensionField: { FieldId: `by-${what}-${field}`, Column: column(field) } }],
            Values: sums(`by-${what}`),
          },
        },
      },
    },
  };
}

/** What an owner may do. QuickSight takes these lists only as a whole: https://docs.aws.amazon.com/quicksight/latest/developerguide/permissions.html */
const DATA_SOURCE_ACTIONS = [
  'DescribeDataSource',
  'DescribeDataSourcePermissions',
  'PassDataSource',
  'UpdateDataSource',
  'DeleteDataSource',
  'UpdateDataSourcePermissions',
];
const DATA_SET_ACTIONS = [
  'DescribeDataSet',
  'DescribeDataSetPermissions',
  'PassDataSet',
  'DescribeIngestion',
  'ListIngestions',
  'UpdateDataSet',
  'DeleteDataSet',
  'CreateIngestion',
  'CancelIngestion',
  'UpdateDataSetPermissions',
];
const ANALYSIS_ACTIONS = [
  'RestoreAnalysis',
  'UpdateAnalysisPermissions',
  'DeleteAnalysis',
  'DescribeAnalysisPermissions',
  'QueryAnalysis',
  'DescribeAnalysis',
  'UpdateAnalysis',
];
