import { afterAll, beforeAll } from 'vitest';
import { SQSClient } from '@aws-sdk/client-sqs';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { createQueue, type TestQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import type { Program } from '../../support/aws/startProgram.ts';
import { missingOpenssl } from '../../support/kafka/createCertificates.ts';
import { findKafka } from '../../support/kafka/findKafka.ts';
import { readTopic, type StoredMessage } from '../../support/kafka/readTopic.ts';
import { startKafka, type KafkaOptions, type RunningKafka } from '../../support/kafka/startKafka.ts';
import { createTopic } from '../../support/kafka/topics.ts';
import { startTcpProxy } from '../../support/startTcpProxy.ts';
import { repeatable } from './profileUpdates.ts';

const found = findKafka();

/** Why the suites with Kafka cannot run here. Undefined when they can. */
export const missingKafka = 'why' in found ? found.why : (missingPythonModules() ?? missingOpenssl());

export interface KafkaSetting {
  kafka: RunningKafka;
  moto: Program;
  /** In front of the listener `proxied` of the first broker. */
  proxy: Awaited<ReturnType<typeof startTcpProxy>>;
  /** Makes a topic of a new name. */
  newTopic: (partitions?: number, replicas?: number) => Promise<string>;
  /** Makes a queue of a new name. */
  newQueue: (kind?: 'standard' | 'fifo', maxReceiveCount?: number) => Promise<TestQueue>;
  stored: (topic: string) => Promise<StoredMessage[]>;
  /** What a function needs to know to write to a topic, without authentication. */
  env: (topic: string) => Record<string, string>;
}

/** Starts Kafka, SQS and Secrets Manager for a suite. */
export function useKafka(options: KafkaOptions = {}): KafkaSetting {
  const setting = {} as KafkaSetting;
  let sqs: SQSClient | undefined;
  let names = 0;
  beforeAll(async () => {
    if ('why' in found) throw new Error(found.why);
    setting.proxy = await startTcpProxy(0, repeatable(11));
    [setting.moto, setting.kafka] = await Promise.all([
      startMoto(),
      startKafka(found, { ...options, proxyPorts: [setting.proxy.port] }),
    ]);
    setting.proxy.target = setting.kafka.brokers[0]!.ports.proxied;
    const account = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    sqs = new SQSClient({ ...account, endpoint: setting.moto.url });
  });
  afterAll(async () => {
    sqs?.destroy();
    await setting.proxy?.close();
    await setting.moto?.stop();
    await setting.kafka?.stop();
  });
  return Object.assign(setting, {
    newTopic: async (partitions = 3, replicas = 1) => {
      const topic = `identity-${names++}`;
      await createTopic(setting.kafka, topic, { partitions, replicas });
      return topic;
    },
    newQueue: (kind: 'standard' | 'fifo' = 'fifo', maxReceiveCount = 5) =>
      createQueue(sqs!, `cognito-${names++}`, maxReceiveCount, kind),
    stored: (topic: string) => readTopic(setting.kafka, topic),
    env: (topic: string) => ({ BROKERS: setting.kafka.addresses().join(), TOPIC: topic, TLS: 'false' }),
  });
}
