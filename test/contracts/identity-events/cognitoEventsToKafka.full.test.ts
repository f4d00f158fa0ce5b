import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createCognitoEventsToKafkaTemplate } from '@dual-rum/cdk/identity-events/template';
import { cognitoCloudTrailSamples, cognitoTriggerSamples, cognitoUserAuthSamples } from '@dual-rum/identity-events';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadFunction, loadTrigger, startFunction } from '../../support/aws/loadFunction.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { MSK_ACCOUNT, SCRAM_USER, type Listener } from '../../support/kafka/startKafka.ts';
import { createTopic, deleteTopic, leadersOf } from '../../support/kafka/topics.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { kafkaCases } from '../cdk-identity-events/cases.ts';
import { batch, eventsOf, FAULTLESS, inGroups, judge } from './cognitoEvents.ts';
import { survives } from './survivesKafka.ts';
import { missingKafka, useKafka } from './useKafka.ts';

const NAME = 'cognito-events-to-kafka';
/** All events of CloudTrail are in it. */
const CLOUD_TRAIL_GROUP = 'cloudtrail';

describe.skipIf(missingKafka !== undefined && unavailable('Kafka', missingKafka))(NAME, () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const setting = useKafka({ secure: true });

  const secret = async (name: string, value: unknown): Promise<string> => {
    const client = new SecretsManagerClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: setting.moto.url,
    });
    const { ARN } = await client.send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(value) }));
    client.destroy();
    return ARN!;
  };
  const secure = (listener: Listener, topic: string, more: Record<string, string> = {}) => ({
    BROKERS: setting.kafka.addresses(listener).join(),
    TOPIC: topic,
    CA: setting.kafka.certificates!.ca,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: setting.moto.url,
    ...more,
  });
  /** What the function says of one message that it cannot write. */
  async function refusal(env: Record<string, string>): Promise<string> {
    const failing = startFunction(NAME, env);
    const { batchItemFailures } = (await failing.invoke(batch(eventsOf(1, 1))))!;
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    return failing.output();
  }

  it('writes each event once, whole, with its subject as key, in the order of the queue', async () => {
    const [topic, queue] = [await setting.newTopic(), await setting.newQueue()];
    const events = eventsOf(7, 100);
    await queue.sendInOrder(inGroups(events));
    await queue.drain(await loadFunction(NAME, setting.env(topic)), 10);
    const stored = await setting.stored(topic);
    expect(judge(stored, events)).toEqual(FAULTLESS);
    expect(new Set(stored.map(({ partition }) => partition)).size).toBe(3);
    // Idempotent: the broker knows the producer.
    expect(stored.every(({ producerId }) => producerId >= 0)).toBe(true);
  });

  it('takes what Cognito’s three tries leave in the queue once', async () => {
    const [topic, queue] = [await setting.newTopic(), await setting.newQueue()];
    const events = eventsOf(3, 9);
    const tries = [...events, ...events, ...events];
    await queue.sendInOrder(inGroups(tries));
    await queue.drain(await loadFunction(NAME, setting.env(topic)), 10);
    expect(judge(await setting.stored(topic), events)).toEqual(FAULTLESS);
  });

  it.each<[string, Listener, () => Promise<Record<string, string>>]>([
    ['TLS', 'tls', () => Promise.resolve({})],
    [
      'mTLS',
      'mtls',
      async () => {
        const { cert, key } = setting.kafka.certificates!.client;
        return { AUTH: 'mtls', SECRET_ARN: await secret('certificate', { certificate: cert, privateKey: key }) };
      },
    ],
    ['SCRAM', 'scram', async () => ({ AUTH: 'scram', SECRET_ARN: await secret('AmazonMSK_producer', SCRAM_USER) })],
  ])('writes over %s', async (_, listener, more) => {
    const topic = await setting.newTopic();
    const events = eventsOf(3, 10);
    const invoke = await loadFunction(NAME, secure(listener, topic, await more()));
    expect(await invoke(batch(events))).toEqual({ batchItemFailures: [] });
    expect(judge(await setting.stored(topic), events)).toEqual(FAULTLESS);
  });

  describe('with AUTH=iam, to brokers that verify tokens as MSK does,', () => {
    const iam = (topic: string, more: Record<string, string> = {}) =>
      secure('iam', topic, { AUTH: 'iam', ...MSK_ACCOUNT, ...more });

    it('writes with a token, and with another one after the connection is lost', async () => {
      const topic = await setting.newTopic();
      const events = eventsOf(3, 40);
      const [before, after] = [events.slice(0, 20), events.slice(20)];
      const invoke = await loadFunction(NAME, iam(topic));
      expect(await invoke(batch(before))).toEqual({ batchItemFailures: [] });
      const [broker] = setting.kafka.brokers;
      await broker!.kill();
      await broker!.start();
      let answer = await invoke(batch(after));
      // What SQS does: those that failed come again.
      for (let i = 0; i < 10 && answer!.batchItemFailures.length > 0; i++) answer = await invoke(batch(after));
      expect(answer).toEqual({ batchItemFailures: [] });
      expect({ ...judge(await setting.stored(topic), events), doubled: 0 }).toEqual(FAULTLESS);
    });

    it('is refused with another secret key, region, account or session, and says no token', async () => {
      const topic = await setting.newTopic();
      for (const wrong of [
        { AWS_SECRET_ACCESS_KEY: 'another' },
        { AWS_REGION: 'eu-west-1' },
        { AWS_ACCESS_KEY_ID: 'ASIAOTHER' },
        { AWS_SESSION_TOKEN: 'another' },
      ]) {
        const said = await refusal(iam(topic, wrong));
        expect(said).toMatch(/The brokers at .* refuse the credentials \(iam\)/);
        expect(said).not.toContain('aHR0cHM6Ly9rYWZrYS');
      }
      expect(await setting.stored(topic)).toEqual([]);
    });

    it('carries a trigger straight to the topic', async () => {
      const topic = await setting.newTopic();
      const env = iam(topic, { SEND: 'direct', QUEUE_URL: 'http://127.0.0.1:1/1/q', DEADLINE_MS: '4500' });
      const invoke = await loadTrigger('cognito-triggers-to-kafka', env);
      const [trigger] = cognitoTriggerSamples();
      expect(await invoke(trigger)).toEqual(trigger);
      expect(await setting.stored(topic)).toHaveLength(1);
    });
  });

  it('takes CloudTrail’s events and the log export through the same queue, as deployed; what is neither or too large blocks nobody', async () => {
    const { Properties } = createCognitoEventsToKafkaTemplate(kafkaCases[0]!.options).Resources['Queue']!;
    const { FifoQueue, RedrivePolicy, VisibilityTimeout } = Properties as unknown as {
      FifoQueue: boolean;
      RedrivePolicy: { maxReceiveCount: number };
      VisibilityTimeout: number;
    };
    const topic = await setting.newTopic();
    const queue = await setting.newQueue(FifoQueue ? 'fifo' : 'standard', RedrivePolicy.maxReceiveCount);
    const from = new Date('2026-11-26T10:00:00Z');
    const samples = [...cognitoCloudTrailSamples(from), ...cognitoUserAuthSamples(from)];
    // Its key makes it larger than a broker takes, and SQS does.
    const large = { ...eventsOf(1, 1)[0]!, subject: 'x'.repeat(20_000) };
    (large.data as unknown as { raw: unknown }).raw = 'x'.repeat(1_020_000);
    const poison = ['not JSON', '{}', '{"specversion":"1.0"}', JSON.stringify(large), '{"message":{}}'];
    const bodies = [...poison, ...samples.map((one) => JSON.stringify(one))];
    for (const [i, body] of bodies.entries()) await queue.sendInOrder([{ body, group: CLOUD_TRAIL_GROUP, id: `${i}` }]);
    const invoke = await loadFunction(NAME, {
      ...setting.env(topic),
      AWS_ENDPOINT_URL_SQS: setting.moto.url,
      DEAD_LETTER_QUEUE_URL: queue.deadLetterUrl,
    });
    // What fails is out of sight for as long as the deployed queue says, and with it its group.
    while ((await queue.poll(invoke, 10, VisibilityTimeout)) > 0);
    const starts = (all: string[]) => all.map((body) => body.slice(0, 100)).sort();
    expect(starts(await queue.deadLetters())).toEqual(starts(poison));
    const types = (await setting.stored(topic)).map(({ value }) => (JSON.parse(value) as { type: string }).type);
    expect(types).toHaveLength(samples.length);
    expect(types).toEqual(
      expect.arrayContaining([
        'dual-rum.identity.sign-out',
        'dual-rum.identity.sign-in-failed',
        'dual-rum.identity.user-created',
        'dual-rum.identity.sign-in',
      ]),
    );
  });

  it('says what is wrong: topic, certificate, password, port, secret', async () => {
    const topic = await setting.newTopic();
    const { BROKERS } = setting.env(topic) as { BROKERS: string };
    expect(await refusal(setting.env('nobody-made-it'))).toContain(
      `The topic \\"nobody-made-it\\" does not exist at ${BROKERS}. Create it`,
    );
    expect(await refusal({ ...secure('tls', topic), CA: setting.kafka.certificates!.client.cert })).toMatch(
      /No TLS connection to 127\.0\.0\.1:\d+ \(\w+\)/,
    );
    const wrong = await secret('AmazonMSK_wrong', { ...SCRAM_USER, password: 'hunter22' });
    const said = await refusal(secure('scram', topic, { AUTH: 'scram', SECRET_ARN: wrong }));
    expect(said).toMatch(/The brokers at .* refuse the credentials \(scram\)/);
    expect(said).not.toContain('hunter22');
    const empty = await secret('AmazonMSK_empty', { user: 'x' });
    expect(await refusal(secure('scram', topic, { AUTH: 'scram', SECRET_ARN: empty }))).toContain(
      'has no username and no password',
    );
    expect(await setting.stored(topic)).toEqual([]);
  });

  it('logs no e-mail address, private key, password or token: over mTLS and SCRAM, of wrong secrets and of poison', async () => {
    const topic = await setting.newTopic();
    const { cert, key } = setting.kafka.certificates!.client;
    const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';
    const mtls = async (name: string, privateKey: string) =>
      secure('mtls', topic, { AUTH: 'mtls', SECRET_ARN: await secret(name, { certificate: cert, privateKey }) });
    const scram = async (name: string, user: object) =>
      secure('scram', topic, { AUTH: 'scram', SECRET_ARN: await secret(name, user) });
    const environments = [
      await mtls('quiet', key),
      await mtls('quiet-broken', key.replace('-----END', '====-----END')),
      await scram('AmazonMSK_quiet', SCRAM_USER),
      await scram('AmazonMSK_quiet_wrong', { ...SCRAM_USER, password: 'hunter22' }),
    ];
    const lines = key.split('\n').filter((line) => line.length > 40 && !line.startsWith('-'));
    expect(lines.length).toBeGreaterThan(0);
    for (const env of environments) {
      const failing = startFunction(NAME, env);
      const answered = failing.invoke(batch([...eventsOf(1, 1), { email: 'ada@example.com', token }]));
      await vi.waitFor(() => expect(failing.output()).toContain('"EventsFailed"'), 25_000);
      await sleep(500);
      // One that is connected would stay.
      failing.kill();
      expect((await answered)!.batchItemFailures).toContainEqual({ itemIdentifier: 'm1' });
      expect(failing.output()).toContain('A message failed');
      for (const hidden of ['@example.com', token, 'PRIVATE KEY', SCRAM_USER.password, 'hunter22', ...lines])
        expect(failing.output()).not.toContain(hidden);
    }
  });

  it('fails a message alone that the topic is too small for', async () => {
    const topic = await setting.newTopic(1);
    const [first, large, last] = eventsOf(3, 3);
    (large!.data as unknown as { raw: unknown }).raw = 'x'.repeat(1_100_000);
    const invoke = await loadFunction(NAME, setting.env(topic));
    expect(await invoke(batch([first, large, last]))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    const { doubled, ...rest } = judge(await setting.stored(topic), [first!, last!]);
    expect({ ...rest, doubled: 0 }).toEqual(FAULTLESS);
    expect(doubled).toBeLessThanOrEqual(2);
  });

  it('writes a thousand events of one batch', async () => {
    const topic = await setting.newTopic();
    const events = eventsOf(100, 1000);
    const invoke = await loadFunction(NAME, setting.env(topic));
    expect(await invoke(batch(events))).toEqual({ batchItemFailures: [] });
    expect(judge(await setting.stored(topic), events)).toEqual(FAULTLESS);
  });

  describe('loses nothing and keeps the order of a user', () => {
    it('while the broker is killed and started again', async () => {
      const topic = await setting.newTopic();
      const [broker] = setting.kafka.brokers;
      const { doubled, met } = await survives(setting, setting.env(topic), async () => {
        await broker!.kill();
        await sleep(2000);
        await broker!.start();
      });
      expect(met).toBeGreaterThan(0);
      console.log(`broker killed: ${met} batches met it, ${doubled} of 140 twice, each with its id`);
    });

    it('while the network is slow, and one answer in three gets lost with its connection', async () => {
      const topic = await setting.newTopic();
      const { proxy } = setting;
      const env = { ...setting.env(topic), BROKERS: `127.0.0.1:${proxy.port}` };
      [proxy.delay, proxy.loses, proxy.lost] = [30, 0.33, 0];
      try {
        const { doubled } = await survives(setting, env, () => Promise.resolve());
        expect(proxy.lost).toBeGreaterThan(0);
        console.log(`slow network: ${proxy.lost} connections lost, ${doubled} of 140 twice, each with its id`);
      } finally {
        [proxy.delay, proxy.loses] = [0, 0];
      }
    });

    it('when the topic is deleted and made again: what came in between waits in the queue', async () => {
      const topic = await setting.newTopic();
      const queue = await setting.newQueue('fifo', 50);
      const invoke = await loadFunction(NAME, setting.env(topic));
      const events = eventsOf(5, 30);
      await queue.sendInOrder(inGroups(events.slice(0, 10)));
      await queue.drain(invoke, 10);
      await deleteTopic(setting.kafka, topic);
      await queue.sendInOrder(inGroups(events.slice(10)));
      expect(await queue.poll(invoke, 10)).toBe(10);
      await createTopic(setting.kafka, topic, { partitions: 3 });
      await queue.drain(invoke, 10);
      expect(judge(await setting.stored(topic), events.slice(10))).toEqual(FAULTLESS);
    });
  });
});

describe.skipIf(missingKafka !== undefined)(`${NAME} and two brokers`, () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const setting = useKafka({ brokers: 2 });

  it('follows the leader from one to the other and back: nothing lost, each user in order', async () => {
    const topic = await setting.newTopic(3, 2);
    const { kafka } = setting;
    expect(new Set(await leadersOf(kafka, topic))).toEqual(new Set([1, 2]));
    const second = kafka.brokers[1]!;
    const leaders: number[][] = [];
    const { doubled, met } = await survives(setting, setting.env(topic), async () => {
      await second.kill();
      for (const until = Date.now() + 30_000; (await leadersOf(kafka, topic)).includes(2) && Date.now() < until;)
        await sleep(200);
      leaders.push(await leadersOf(kafka, topic));
      await second.start();
    });
    expect(leaders).toEqual([[1, 1, 1]]);
    expect(met).toBeGreaterThan(0);
    console.log(`leader changed: ${met} batches met it, ${doubled} of 140 twice, each with its id`);
  });
});
