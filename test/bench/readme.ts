import type { Row } from './bench.ts';

/** test/bench/README.md: what is measured, and what came out. */
export function benchReadme(rows: Row[], repeats: number, browser: string): string {
  const cells = rows.map((row) => [
    row.what,
    row.dual,
    row.plain ?? '',
    row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} ×`,
    row.goal?.text ?? '',
  ]);
  const line = (row: string[]) => `| ${row.join(' | ')} |`;
  return `# Benchmarks

\`npm run bench\` measures the SDK with its two monitors against one plain \`aws-rum-web\` with the same telemetries, in a real
browser (${browser}), on production bundles made by Vite. Pages, bundles and the intake come from one local server that
answers every PutRumEvents with 200. \`npm run bench -- --write\` writes this file.

Milliseconds depend on the machine; ratios hardly do. Every number is the median of ${repeats} repeats, each in a new page with
empty storage and cache, both SDKs in turns and in changing order.

${[line(['', 'Dual RUM', 'aws-rum-web', 'ratio', 'goal']), line(['---', '---:', '---:', '---:', '---']), ...cells.map(line)].join('\n')}

- **create**: the call that creates both monitors, against \`new AwsRum\` and \`setAwsCredentials\`.
- **load and create**: time of the main thread for compiling and evaluating the bundle and creating the monitors, as the
  browser accounts it (TaskDuration, in ticks of the thread: what other work does on the machine is not in it), less the same for an empty script.
- **setSignedIn**: the call alone, then until the end of the task it was made in, 50 ms after the last event; then the call
  alone with all events recorded in the same task before it.
  Afterwards every event is counted at the intake: each has to be in the monitor it was recorded for.
- **record one event**: \`recordEvent\` with cookies allowed and no limit on events, 1,000 in a row after 200 that are not counted.
- **heap**: what is in use after a garbage collection, before and after 1,000 switches with one event each, each time six
  seconds later, when nothing late is waited for any more; 2,000 switches came before, in which the engine compiles what it wants to.
`;
}
