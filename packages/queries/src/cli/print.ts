import type { Answer, Value } from '../database/EventDatabase.ts';

/** The answer as JSON, one object a row. */
export const toJson = ({ rows }: Answer): string => `${JSON.stringify(rows, null, 2)}\n`;

/** The answer as CSV. Source: https://www.rfc-editor.org/rfc/rfc4180 */
export function toCsv({ columns, rows }: Answer): string {
  const names = columns.map(({ name }) => name);
  const cell = (value: Value | undefined): string => {
    const text = value == null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names.map(cell), ...rows.map((row) => names.map((name) => cell(row[name])))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

const WIDEST = 60;

/** The answer as a table for people: numbers rounded, long texts cut. */
export function toTable({ columns, rows }: Answer): string {
  if (rows.length === 0) return 'No rows: no event matches.\n';
  const cells = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ name }) => cut(show(row[name] ?? null)))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)));
  const isNumber = (index: number): boolean =>
    rows.every((row) => typeof (row[columns[index]!.name] ?? 0) === 'number');
  const print = (line: string[]): string =>
    line
      .map((cell, index) => (isNumber(index) ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join('  ')
      .trimEnd();
  const [head, ...body] = cells.map(print);
  return `${[head, widths.map((width) => '─'.repeat(width)).join('  '), ...body].join('\n')}\n`;
}

function show(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(3);
  // What a page put into an event does not move the cursor of a terminal.
  return String(value).replace(/\p{Cc}/gu, ' ');
}

const cut = (text: string): string => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);
