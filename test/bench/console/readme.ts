import { cpus } from 'node:os';
import type { Row } from '../bench.ts';

/** test/bench/console.md: what is measured of the console, and what came out. `load` is the machine's at the start and the end. */
export function consoleReadme(rows: Row[], load: readonly [number, number]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return `# Benchmarks of the console

\`npm run bench -- --only console\` measures \`@dual-rum/console\` and the queries; \`--write\` writes this file. On ${cpus().length} cores, which this
command, the console and the browser share, and with other work on the machine: its load was ${load[0].toFixed(1)} at the start and ${load[1].toFixed(1)} at the end.
Milliseconds depend on that; a ratio compares what ran in turns.

${[
  line(['', 'Dual RUM', 'beside it', 'ratio', 'goal', '']),
  line(['---', '---:', '---:', '---:', '---', '---']),
  ...rows.map(({ what, dual, plain = '', ratio, goal }) =>
    line([
      what,
      dual,
      plain,
      ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
      goal?.text ?? '',
      goal === undefined || goal.met ? '' : 'missed',
    ]),
  ),
].join('\n')}

- **ingest**: whole signed requests of 100 events (70 KB) over four connections, beside a bare Node server that reads and discards the same bytes, in turns; the median of five
  rounds of 200 batches, after as many to warm up. The console reads the body, hashes it, checks the signature and the permission, reads the JSON and holds every event against the service model, keeps the batch
  and tells who listens; on disk it answers after the journal is synced. What is not in it: reading the events' own JSON, the database and Parquet, which
  wait until nothing comes or somebody asks.
- **a bare server that hashes and parses the bodies** is the same bare server with the SHA-256 of the body, which the signature covers, and \`JSON.parse\`, and nothing else. No
  console that answers in one thread of JavaScript is faster than that. More would take other threads for these two, which the console does not have: it would win what
  a second core can do beside the one that sends.
- **page**: by the clock of the page, from the navigation, in a new browser context: until a link of the navigation, which the page itself clicks as soon as it is drawn, has been followed and its view drawn,
  and until the numbers of the overview are there. The events were sent some twenty seconds before.
- **queries**: a million events of 50,000 sessions in Parquet files by app monitor and day. Beside it: the same statement in DuckDB's own shell of the same version,
  by its timer. The goal in milliseconds is for what a view of the page asks.
`;
}
