import type { SubjectName } from '../drive/bundle.ts';
import type { Tally } from './tally.ts';

const NAMES: Record<SubjectName, string> = {
  slim: 'Dual RUM',
  full: 'Dual RUM on aws-rum-web',
  signin: 'Dual RUM, real sign-in',
  recipe: 'two hand-wired aws-rum-web',
  plain: 'one aws-rum-web, guests only',
};
const COLUMNS = ['runs', 'labels', 'lost', 'misfiled', 'doubled', 'again', 'other'] as const;

/** The subjects side by side. */
export function table(tallies: Tally[]): string {
  const rows = [
    ['', ...COLUMNS],
    ...tallies.map((one) => [NAMES[one.subject], ...COLUMNS.map((column) => one[column].toLocaleString('en'))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[0]!))).join('  '),
    )
    .join('\n');
}
