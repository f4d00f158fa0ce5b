import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Row } from '../bench.ts';
import { median } from '../stats.ts';
import type { Subject } from './subjects.ts';

const SETTINGS = {
  AWS_REGION: 'us-east-1',
  BUCKET: 'b',
  TABLE: 't',
  QUEUE_URL: 'q',
  BROKERS: '127.0.0.1:9092',
  TOPIC: 'identity',
};

/**
 * Milliseconds to compile and evaluate a function's code in a process of its own, in turns and in changing order.
 *
 * @param usesSdk whether the naive one has the AWS SDK, too
 */
export function coldStart(name: string, subject: Subject, repeats: number, usesSdk = true): Row[] {
  const kinds = Object.keys(subject) as (keyof Subject)[];
  const samples: Record<keyof Subject, number[]> = { ours: [], naiveBundled: [], naive: [] };
  // The first round warms the file system, and is not counted.
  for (let i = -1; i < repeats; i++) {
    for (const kind of i % 2 === 0 ? kinds : kinds.toReversed()) {
      const sample = evaluate(subject[kind]);
      if (i >= 0) samples[kind].push(sample);
    }
  }
  const [ours, bundled, plain] = kinds.map((kind) => median(samples[kind])) as [number, number, number];
  const size = (url: string): string => `${(statSync(fileURLToPath(url)).size / 1000).toFixed(0)} KB`;
  const text = (value: number): string => `${value.toFixed(0)} ms`;
  return [
    {
      what: `cold start of ${name}, as the articles deploy it`,
      dual: text(ours),
      plain: text(plain),
      ratio: ours / plain,
      goal: { text: '≤ 1 ×', met: ours <= plain },
    },
    {
      what: usesSdk ? '… both bundled alike' : '… naive bundled, which is kafkajs alone',
      dual: `${text(ours)}, ${size(subject.ours)}`,
      plain: `${text(bundled)}, ${size(subject.naiveBundled)}`,
      ratio: ours / bundled,
      ...(usesSdk && { goal: { text: '≤ 1 ×', met: ours <= bundled } }),
    },
  ];
}

function evaluate(url: string): number {
  const script = `const started = performance.now();
    await import(${JSON.stringify(url)});
    console.log(performance.now() - started);`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', script],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], ...SETTINGS } },
  );
  if (status !== 0) throw new Error(`${url} cannot be evaluated: ${stderr}`);
  return Number(stdout);
}
