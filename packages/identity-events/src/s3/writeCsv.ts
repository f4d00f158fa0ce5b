import { stringify } from 'csv-stringify/sync';
import { COLUMNS, type Row } from './columns.ts';

/**
 * Rows as CSV (RFC 4180, UTF-8) with the header of all columns. What is absent is an empty cell.
 *
 * A cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it: a spreadsheet would
 * take it for a formula, and whoever signs in may choose the text (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function writeCsv(rows: Row[]): Uint8Array {
  const text = stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  });
  return new TextEncoder().encode(text);
}
