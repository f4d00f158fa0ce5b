import { runTool } from './runTool.ts';
import type { RunningKafka } from './startKafka.ts';

/**
 * Messages in a second by Kafka's own `kafka-producer-perf-test`, idempotent and with `acks=all`. Its first messages, while the
 * JVM is cold, do not count.
 */
export async function producerPerf(
  kafka: RunningKafka,
  topic: string,
  { count, bytes }: { count: number; bytes: number },
): Promise<number> {
  const said = await runTool(
    kafka.kafka,
    'org.apache.kafka.tools.ProducerPerformance',
    [
      ...['--topic', topic, '--num-records', String(count), '--record-size', String(bytes), '--throughput', '-1'],
      ...['--producer-props', `bootstrap.servers=${kafka.addresses().join()}`, 'acks=all', 'enable.idempotence=true'],
    ],
    ['-Xmx512m'],
  );
  const perSecond = [...said.matchAll(/([\d.]+) records\/sec/g)].map(([, number]) => Number(number));
  const last = perSecond.at(-1);
  if (last === undefined) throw new Error(`the tool says: ${said.slice(0, 500)}`);
  return last;
}
