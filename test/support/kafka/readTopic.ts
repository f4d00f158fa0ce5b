import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './runTool.ts';
import type { Broker, RunningKafka } from './startKafka.ts';

/** A message as it lies in the topic. */
export interface StoredMessage {
  partition: number;
  offset: number;
  key: string | undefined;
  value: string;
  /** Of an idempotent producer; -1 of any other. */
  producerId: number;
}

/** All messages of a topic, by partition and offset: Kafka's own tool reads them from the files of a broker. */
export async function readTopic(
  { kafka, brokers }: RunningKafka,
  topic: string,
  broker: Broker = brokers[0]!,
): Promise<StoredMessage[]> {
  const partition = (folder: string): number => Number(folder.slice(topic.length + 1));
  const folders = readdirSync(broker.logs).filter((name) => name.startsWith(`${topic}-`) && partition(name) >= 0);
  const files = folders.flatMap((folder) =>
    readdirSync(join(broker.logs, folder))
      .filter((name) => name.endsWith('.log'))
      .map((name) => join(broker.logs, folder, name)),
  );
  if (files.length === 0 || !files.every(existsSync)) return [];
  const text = await runTool(kafka, 'kafka.tools.DumpLogSegments', ['--print-data-log', '--files', files.join()]);
  return parseDump(text, topic).sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}

/** `Dumping …/topic-0/00.log`, then `baseOffset: …` of each batch and `| offset: …` of each of its messages. */
export function parseDump(text: string, topic: string): StoredMessage[] {
  const messages: StoredMessage[] = [];
  let [partition, producerId] = [-1, -1];
  for (const line of text.split('\n')) {
    const dumping = /^Dumping .*\/(.+)-(\d+)\/\d+\.log$/.exec(line);
    if (dumping?.[1] === topic) partition = Number(dumping[2]);
    const batch = /^baseOffset: .* producerId: (-?\d+) /.exec(line);
    if (batch) producerId = Number(batch[1]);
    const found = /^\| offset: (\d+) .*?keySize: (-?\d+) .*?headerKeys: \[[^\]]*\](?: key: (.*?))? payload: (.*)$/.exec(
      line,
    );
    if (!found) continue;
    const [, offset, keySize, key, value] = found;
    messages.push({
      partition,
      offset: Number(offset),
      key: Number(keySize) < 0 ? undefined : (key ?? ''),
      value: value ?? '',
      producerId,
    });
  }
  return messages;
}
