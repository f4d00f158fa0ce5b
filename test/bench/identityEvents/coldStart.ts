import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from '../bench.ts';
import { median } from '../stats.ts';
import { startOnce, type Start } from './startOnce.ts';
import type { Subject } from './subjects.ts';

/** What a function is started with. */
export interface Call {
  env: Record<string, string>;
  event: unknown;
}

/**
 * What a new instance of a function takes to be evaluated, and then for its first invocation; each in a process of its own, in turns
 * and in changing order.
 *
 * @param usesSdk whether the naive one has the AWS SDK, too
 */
export async function coldStart(
  name: string,
  subject: Subject,
  { env, event }: Call,
  repeats: number,
  usesSdk = true,
): Promise<Row[]> {
  const kinds = Object.keys(subject) as (keyof Subject)[];
  const samples: Record<keyof Subject, Start[]> = { ours: [], naiveBundled: [], naive: [] };
  // The first round warms the file system, and is not counted.
  for (let i = -1; i < repeats; i++) {
    for (const kind of i % 2 === 0 ? kinds : kinds.toReversed()) {
      const sample = await startOnce(subject[kind], env, event);
      if (i >= 0) samples[kind].push(sample);
    }
  }
  const of = (kind: keyof Subject, value: (start: Start) => number): number => median(samples[kind].map(value));
  const evaluated = ({ evaluated }: Start): number => evaluated;
  const both = ({ evaluated, answered }: Start): number => evaluated + answered;
  const [ours, bundled, plain] = [of('ours', evaluated), of('naiveBundled', evaluated), of('naive', evaluated)];
  const [first, firstBundled] = [of('ours', both), of('naiveBundled', both)];
  const text = (value: number): string => `${value.toFixed(0)} ms`;
  const size = (url: string): string => `${(bytesIn(fileURLToPath(new URL('.', url))) / 1000).toFixed(0)} KB`;
  const notSlower = { text: '≤ 1 ×', met: ours <= bundled };
  return [
    {
      what: `cold start of ${name}, as the articles deploy it`,
      dual: text(ours),
      plain: text(plain),
      ratio: ours / plain,
      goal: { text: '≤ 1 ×', met: ours <= plain },
    },
    {
      what: usesSdk ? '… both bundled' : '… naive bundled, which is kafkajs alone',
      dual: `${text(ours)}, ${size(subject.ours)}`,
      plain: `${text(bundled)}, ${size(subject.naiveBundled)}`,
      ratio: ours / bundled,
      ...(usesSdk && { goal: notSlower }),
    },
    {
      what: '… both bundled, with the first invocation',
      dual: text(first),
      plain: text(firstBundled),
      ratio: first / firstBundled,
    },
  ];
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
