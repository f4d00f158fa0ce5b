import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentityCloudEvent } from '@dual-rum/identity-events';
import type { KafkaProducer } from '@dual-rum/identity-events/kafka';
import type { TrailEnvelope } from '../../test/support/identity/cognito/trailEvent.ts';
import type { IdentityEvents, ListedEvent } from './identity-events.ts';
import { carryNewUsers } from './new-users.ts';

export interface CognitoEvents extends IdentityEvents {
  /** The function of the user pool's triggers. */
  trigger: (event: unknown) => Promise<unknown>;
  /** Takes an event of CloudTrail. */
  take: (envelope: TrailEnvelope) => void;
}

/** Where messages go: a topic of a broker, or a file that holds what the topic would. */
interface Topic {
  producer: KafkaProducer;
  where: string;
  /** Texts of all messages. */
  read: () => Promise<string[]>;
  close: () => Promise<void>;
}

const NAME = 'identity-events';

/**
 * The pipeline on this machine: the handlers of the deployed functions, the rules of the template that would be deployed. Only the queue is
 * played, and without a broker the topic.
 *
 * @param kafka starts a real broker
 */
export async function carryCognitoEvents(kafka: boolean, folder: string | undefined): Promise<CognitoEvents> {
  // Not static imports: the builds may not have existed when this module was loaded.
  const [{ createCognitoEventsHandler, createTriggerHandler }, { createCognitoEventsToKafkaTemplate }] =
    await Promise.all([import('@dual-rum/identity-events/kafka'), import('@dual-rum/cdk/identity-events/template')]);
  const topic = kafka ? await brokerTopic() : fileTopic(folder ?? mkdtempSync(join(tmpdir(), 'identity-events-')));
  const { Resources } = createCognitoEventsToKafkaTemplate({ userPoolId: 'local_1', brokers: ['b:9092'], topic: NAME });
  const details = Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .map(({ Properties }) => (Properties['EventPattern'] as unknown as { detail: Detail }).detail);

  const handler = createCognitoEventsHandler({
    producer: topic.producer,
    report: {
      failed: ({ error, message }) => console.error(`An identity event failed, ${error}: ${message}`),
      done: () => undefined,
    },
  });
  let waiting: unknown[] = [];
  let delivering = Promise.resolve();
  const deliver = (): Promise<void> =>
    (delivering = delivering.then(async () => {
      const batch = waiting;
      waiting = [];
      if (batch.length === 0) return;
      const Records = batch.map((one, i) => ({ messageId: String(i), body: JSON.stringify(one) }));
      const { batchItemFailures } = await handler({ Records: Records as never });
      // A queue delivers them again.
      waiting.unshift(...batchItemFailures.map(({ itemIdentifier }) => batch[Number(itemIdentifier)]));
    }));
  const enqueue = (one: unknown): void => {
    waiting.push(one);
    void deliver();
  };

  const toTopic = createTriggerHandler({
    carrier: { carry: (event) => Promise.resolve(enqueue(event)) },
    deadline: 1500,
    report: {
      handed: (handed) => {
        if (handed.kind !== 'delivered') console.error(`An event of a trigger is ${handed.kind}`);
      },
    },
  });
  const newUsers = await carryNewUsers().catch(async (error: unknown) => {
    await topic.close();
    throw error;
  });
  const toTable = 'why' in newUsers ? undefined : newUsers;
  return {
    folder: topic.where,
    users: toTable?.rows ?? (newUsers as { why: string }),
    async trigger(event) {
      const [answer] = await Promise.all([toTopic(event), toTable?.trigger(event)]);
      return answer;
    },
    take(envelope) {
      const { eventName, errorCode } = envelope.detail;
      const wanted = details.some(
        (rule) => rule.eventName.includes(eventName) && (rule.errorCode === undefined || errorCode !== undefined),
      );
      if (wanted) enqueue(envelope);
    },
    async list() {
      await deliver();
      return listed(await topic.read());
    },
    async close() {
      await toTable?.close();
      await topic.close();
    },
  };
}

interface Detail {
  eventName: string[];
  errorCode?: unknown;
}

/** The messages, one of each id, as a table for a terminal has them. */
function listed(texts: string[]): ListedEvent[] {
  const events = new Map(texts.map((text) => JSON.parse(text) as IdentityCloudEvent).map((one) => [one.id, one]));
  return [...events.values()].map(({ data }) => ({
    occurred_at: data.occurredAt.slice(0, 19).replace('T', ' '),
    type: data.type,
    outcome: data.outcome,
    subject: data.subject ?? null,
    client_name: data.client?.name ?? data.client?.id ?? null,
    connection: data.connection ?? null,
    ip: data.ip ?? null,
  }));
}

/** One message in a line, as a topic holds them. */
function fileTopic(folder: string): Topic {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${NAME}.jsonl`);
  return {
    producer: {
      send: (messages) => {
        appendFileSync(file, messages.map(({ value }) => `${value}\n`).join(''));
        return Promise.resolve(messages.map(() => undefined));
      },
      warm: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    where: file,
    read: () => Promise.resolve(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []),
    close: () => Promise.resolve(),
  };
}

/** A topic of a real broker on this machine, which ends with the demo. */
async function brokerTopic(): Promise<Topic> {
  const [{ findKafka }, { startKafka }, { createTopic }, { readTopic }, { createKafkaProducer }] = await Promise.all([
    import('../../test/support/kafka/findKafka.ts'),
    import('../../test/support/kafka/startKafka.ts'),
    import('../../test/support/kafka/topics.ts'),
    import('../../test/support/kafka/readTopic.ts'),
    import('@dual-rum/identity-events/kafka'),
  ]);
  const found = findKafka();
  if ('why' in found) throw new Error(`--kafka cannot start a broker: ${found.why}. Leave it out to write to a file.`);
  const running = await startKafka(found);
  await createTopic(running, NAME, { partitions: 3 });
  const producer = createKafkaProducer({
    brokers: running.addresses(),
    topic: NAME,
    auth: { kind: 'none' },
    tls: false,
    ca: undefined,
  });
  return {
    producer,
    where: `the topic ${NAME} of Kafka ${found.version} at ${running.addresses().join()}`,
    read: async () => (await readTopic(running, NAME)).map(({ value }) => value),
    async close() {
      await producer.close();
      await running.stop();
    },
  };
}
