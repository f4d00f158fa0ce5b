import type { Column, ColumnKind, Parameter, Query, Source } from './Query.ts';

interface Definition {
  title: string;
  /** Default: events. */
  reads?: readonly Source[];
  parameters?: readonly Parameter[];
  /** Kinds by the names of the columns, in their order. */
  columns: Record<string, ColumnKind>;
  logsInsights?: string;
}

/** A query from the text of its file and what only code can say of it. */
export function defineQuery(name: string, file: string, definition: Definition): Query {
  const { title, reads = ['events'], parameters = [], columns, logsInsights } = definition;
  return {
    name,
    title,
    answers: /^-- (.*)$/m.exec(file)![1]!,
    reads,
    parameters,
    columns: Object.entries(columns).map(([column, kind]): Column => ({ name: column, kind })),
    template: file.trim(),
    ...(logsInsights === undefined ? {} : { logsInsights: logsInsights.trim() }),
  };
}
