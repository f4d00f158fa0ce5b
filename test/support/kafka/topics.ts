import { Admin } from '@platformatic/kafka';
import type { RunningKafka } from './startKafka.ts';

async function asAdmin<T>(kafka: RunningKafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: kafka.addresses(), retries: 5, retryDelay: 300 });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** Makes a topic, and waits until every partition has a leader. */
export async function createTopic(
  kafka: RunningKafka,
  topic: string,
  { partitions = 1, replicas = 1 }: { partitions?: number; replicas?: number } = {},
): Promise<void> {
  await asAdmin(kafka, async (admin) => {
    await admin.createTopics({ topics: [topic], partitions, replicas });
    for (const until = Date.now() + 10_000; ;) {
      const found = await admin.metadata({ topics: [topic], forceUpdate: true }).catch(() => undefined);
      const all = found?.topics.get(topic)?.partitions ?? [];
      if (all.length === partitions && all.every(({ leader }) => leader >= 0)) return;
      if (Date.now() > until) throw new Error(`${topic} has no leaders after ten seconds`);
    }
  });
}

export const deleteTopic = (kafka: RunningKafka, topic: string): Promise<void> =>
  asAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topic] }));

/** The broker that leads each partition, by partition. */
export const leadersOf = (kafka: RunningKafka, topic: string): Promise<number[]> =>
  asAdmin(kafka, async (admin) => {
    const found = await admin.metadata({ topics: [topic], forceUpdate: true });
    return found.topics.get(topic)!.partitions.map(({ leader }) => leader);
  });
