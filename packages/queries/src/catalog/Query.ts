/** What a column holds: `time` is UTC, `ms` milliseconds, `s` seconds, `ratio` a part of 1, `score` a number without a unit. */
export type ColumnKind = 'time' | 'text' | 'count' | 'number' | 'ms' | 's' | 'score' | 'ratio' | 'boolean' | 'json';

export interface Column {
  name: string;
  kind: ColumnKind;
}

interface ParameterBase {
  name: string;
  /** What it decides, in one sentence. */
  meaning: string;
}

/** What a query can be asked with, beside the filters that all have. */
export type Parameter = ParameterBase &
  (
    | { kind: 'choice'; of: readonly string[]; default: string }
    | { kind: 'whole'; from: number; to: number; default: number }
    /** `default: null` leaves it out; without a default it must be given. */
    | { kind: 'text'; default?: string | null }
    /** A text with commas between its parts. `blocks` are `<subject or identity id>@<since>`, or `…@<since>/<until>`. */
    | { kind: 'list' | 'blocks'; default: null }
  );

/** What a query reads: events of RUM, refused writes, events of the identity provider, or records of CloudTrail. */
export type Source = 'events' | 'refused' | 'identity' | 'trail';

/** One question and how to ask it. */
export interface Query {
  /** `page-views` */
  name: string;
  /** `Page views` */
  title: string;
  /** What it answers, in words: the comment on the first line of its SQL. */
  answers: string;
  reads: readonly Source[];
  parameters: readonly Parameter[];
  columns: readonly Column[];
  /** SQL as in its file: for both engines, with `{placeholders}`; `composeSql` makes a statement of it. */
  template: string;
  /** The same for CloudWatch Logs Insights, where that can say it. */
  logsInsights?: string;
}
