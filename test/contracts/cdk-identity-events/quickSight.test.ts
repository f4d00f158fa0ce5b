import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { createAuth0EventsToS3Template } from '@dual-rum/cdk/identity-events/template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code, eventBusName, principalArn } from './cases.ts';
import { deploymentOf, type Deployment } from './deployment.ts';
import { deliver, openDuck, rowsOf } from './duck.ts';
import { lastNoon, someEvents, type EventRow } from './someEvents.ts';

interface Column {
  DataSetIdentifier: string;
  ColumnName: string;
}
interface Definition {
  DataSetIdentifierDeclarations: { Identifier: string }[];
  CalculatedFields: { DataSetIdentifier: string; Name: string; Expression: string }[];
  Sheets: { Visuals: Record<string, unknown>[] }[];
}
interface Table {
  Schema: string;
  Name: string;
  InputColumns: { Name: string; Type: string }[];
}

const template = () =>
  createAuth0EventsToS3Template({ code, eventBusName, name: 'shop-events', quickSight: { principalArn } });
const definitionOf = ({ find }: Deployment) => find('Analysis')!.properties['Definition'] as Definition;
const tableOf = ({ find }: Deployment) => {
  const map = find('DataSet')!.properties['PhysicalTableMap'] as Record<string, { RelationalTable: Table }>;
  return Object.values(map)[0]!.RelationalTable;
};

/** The parts of a visual that name a field, with the kind that has to fit its type. */
function fieldsOf(value: unknown): { kind: string; id: string; column: Column }[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([kind, inner]) => {
    const { FieldId, Column } = (inner ?? {}) as { FieldId?: string; Column?: Column };
    return FieldId !== undefined && Column ? [{ kind, id: FieldId, column: Column }] : fieldsOf(inner);
  });
}

/** `ifelse({type} = 'sign-in', 1, 0)`: https://docs.aws.amazon.com/quicksight/latest/user/ifelse-function.html */
const IFELSE = /^ifelse\(\{(\w+)\} = '([\w-]+)', (\d+), (\d+)\)$/;

/** The expression of a calculated field as SQL; undefined where it does not parse. */
function toSql(expression: string): { sql: string; column: string } | undefined {
  const [, column, text, then, other] = IFELSE.exec(expression) ?? [];
  if (column === undefined) return undefined;
  return { column, sql: `CASE WHEN "${column}" = '${text}' THEN ${then} ELSE ${other} END` };
}

/** What an analysis names that is not there, or does not fit. */
function problemsOf(deployment: Deployment): string[] {
  const { DataSetIdentifierDeclarations, CalculatedFields, Sheets } = definitionOf(deployment);
  const types = new Map(tableOf(deployment).InputColumns.map(({ Name, Type }) => [Name, Type]));
  const sets = new Set(DataSetIdentifierDeclarations.map(({ Identifier }) => Identifier));
  const problems = CalculatedFields.flatMap(({ Name, Expression, DataSetIdentifier }) => {
    const parsed = toSql(Expression);
    if (types.has(Name)) return [`${Name} is a column and a calculated field`];
    if (!sets.has(DataSetIdentifier)) return [`${Name} is of ${DataSetIdentifier}`];
    return parsed && types.get(parsed.column) === 'STRING' ? [] : [`${Name}: ${Expression}`];
  });
  for (const { Name } of CalculatedFields) types.set(Name, 'INTEGER');
  const fields = Sheets.flatMap(({ Visuals }) => fieldsOf(Visuals));
  const fits: Record<string, string> = {
    DateDimensionField: 'DATETIME',
    CategoricalDimensionField: 'STRING',
    NumericalMeasureField: 'INTEGER',
  };
  for (const { kind, id, column } of fields) {
    if (!sets.has(column.DataSetIdentifier)) problems.push(`${id} is of ${column.DataSetIdentifier}`);
    if (types.get(column.ColumnName) !== fits[kind]) {
      problems.push(`${id}, a ${kind}: ${column.ColumnName} is ${types.get(column.ColumnName) ?? 'not there'}`);
    }
  }
  const ids = fields.map(({ id }) => id);
  return [...problems, ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} is there twice`)];
}

describe('the analysis of QuickSight', () => {
  const deployment = deploymentOf(template());

  it('asks the view that is deployed, by its columns and their types', () => {
    const input = (id: string, name: string) => deployment.find(id)!.properties[name] as Record<string, unknown>;
    const view = input('EventsView', 'TableInput');
    const { Columns } = view['StorageDescriptor'] as { Columns: { Name: string; Type: string }[] };
    const { Schema, Name, InputColumns } = tableOf(deployment);
    expect([Schema, Name]).toEqual([input('Database', 'DatabaseInput')['Name'], view['Name']]);
    expect(InputColumns).toEqual(
      Columns.filter((column) => column.Name !== 'raw').map((column) => ({
        Name: column.Name,
        Type: column.Type === 'timestamp' ? 'DATETIME' : 'STRING',
      })),
    );
  });

  it('names nothing in a visual or a calculated field that is not there, or does not fit', () => {
    expect(problemsOf(deployment)).toEqual([]);
  });

  it('has visuals over time, by client, connection and country, each of all four counts', () => {
    const visuals = definitionOf(deployment).Sheets.flatMap(({ Visuals }) => Visuals);
    const counts = ['sign_ups', 'sign_ins', 'log_outs', 'failures'];
    expect(visuals.map((visual) => fieldsOf(visual).map(({ column }) => column.ColumnName))).toEqual(
      ['occurred_at', 'client_name', 'connection', 'country'].map((by) => [by, ...counts]),
    );
  });

  it.each<[string, (definition: Definition) => void, string]>([
    ['a column that is not there', (one) => (columnOf(one, 0).ColumnName = 'client'), 'client is not there'],
    ['a text that is summed', (one) => (columnOf(one, 1).ColumnName = 'type'), 'type is STRING'],
    ['another data set', (one) => (columnOf(one, 0).DataSetIdentifier = 'other'), 'is of other'],
    [
      'a column that is misspelt in an expression',
      ({ CalculatedFields: [first] }) => (first!.Expression = "ifelse({typ} = 'sign-up', 1, 0)"),
      'sign_ups: ',
    ],
    [
      'an expression that does not parse',
      ({ CalculatedFields: [first] }) => (first!.Expression = "ifelse({type} = 'sign-up', 1)"),
      'sign_ups: ',
    ],
    ['a calculated field that is gone', ({ CalculatedFields }) => void CalculatedFields.pop(), 'failures is not there'],
  ])('is seen to be wrong with %s', (_, mutate, problem) => {
    const broken = deploymentOf(template());
    mutate(definitionOf(broken));
    expect(problemsOf(broken).join('\n')).toContain(problem);
  });

  describe('its calculated fields, on rows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-quicksight-'));
    const events = someEvents(lastNoon(), 500);
    let duck: DuckDBConnection;
    beforeAll(async () => {
      duck = await openDuck();
      await deliver(duck, folder, events);
    });
    afterAll(() => {
      duck.closeSync();
      rmSync(folder, { recursive: true });
    });

    it.each<[string, (row: EventRow) => boolean]>([
      ['sign_ups', ({ code: own }) => own === 'ss'],
      ['sign_ins', ({ code: own }) => own === 's'],
      ['log_outs', ({ code: own }) => own === 'slo'],
      ['failures', ({ code: own }) => ['f', 'fp', 'fu', 'fs', 'flo'].includes(own)],
    ])('%s count what they say', async (name, counts) => {
      const { Expression } = definitionOf(deployment).CalculatedFields.find((field) => field.Name === name)!;
      const rows = await rowsOf(duck, `SELECT log_id FROM auth0_events WHERE ${toSql(Expression)!.sql} = 1`);
      const expected = events.filter(counts).map(({ log_id }) => log_id);
      expect(expected.length).toBeGreaterThan(10);
      expect(rows.flat().sort()).toEqual(expected.sort());
    });
  });
});

/** The column of a field of the first visual. */
const columnOf = ({ Sheets }: Definition, at: number): Column => fieldsOf(Sheets[0]!.Visuals[0])[at]!.column;
