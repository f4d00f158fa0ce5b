import { table } from '../support/table.ts';
import { ADDITIONS, adds, beforeFirstDispatch, type Addition, type Result } from './results.ts';

/** The measured bytes of every bundler and kind of project, against plain aws-rum-web in the same run. */
export function sizeTable(results: Result[]): string {
  const bytes = (value: number) => value.toLocaleString('en-US');
  const entries = Object.keys(ADDITIONS) as Addition[];
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  return table([
    [
      'gzip -9 of minified',
      'up front',
      'before dispatch',
      'min up front',
      'lazy',
      ...entries.map((entry) => `+ ${entry}`),
      'aws-rum-web',
      'up front is',
    ],
    ...results.map((result) => {
      const { dualRum, awsRumWeb } = result.measured;
      return [
        `${result.bundler}, ${result.type}`,
        bytes(dualRum.upFront.gzip),
        bytes(beforeFirstDispatch(dualRum).gzip),
        bytes(dualRum.upFront.min),
        bytes(dualRum.lazy.gzip),
        ...entries.map((entry) => bytes(adds(entry, result))),
        bytes(awsRumWeb.upFront.gzip),
        percent(dualRum.upFront.gzip, awsRumWeb.upFront.gzip),
      ];
    }),
  ]);
}
