import type { IdentityCloudEvent } from '@dual-rum/identity-events';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction, loadTrigger } from '../../support/aws/loadFunction.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { FAULTLESS, judge, signInTrigger } from './cognitoEvents.ts';
import { missingKafka, useKafka } from './useKafka.ts';

const NAME = 'cognito-triggers-to-kafka';
/** The deadline, and a little for a machine that does something else. */
const IN_TIME = 1500;

describe.skipIf(missingKafka !== undefined && unavailable('Kafka', missingKafka))(`${NAME}, straight to Kafka`, () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const setting = useKafka();

  /** Signs users in one after the other, and says how long the slowest answer took. */
  async function signIn(trigger: (event: unknown) => Promise<unknown>, users: string[]): Promise<number> {
    let slowest = 0;
    for (const user of users) {
      const event = signInTrigger(user);
      const started = performance.now();
      expect(await trigger(event)).toBe(event);
      slowest = Math.max(slowest, performance.now() - started);
    }
    return slowest;
  }
  const usersOf = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

  it('writes to the topic, and nothing to the queue', async () => {
    const [topic, queue] = [await setting.newTopic(), await setting.newQueue()];
    const env = { ...setting.env(topic), SEND: 'direct', QUEUE_URL: queue.url, AWS_ENDPOINT_URL_SQS: setting.moto.url };
    const trigger = await loadTrigger(NAME, env);
    // The first waits for a connection, or goes through the queue.
    await signIn(trigger, ['first']);
    expect(await signIn(trigger, usersOf('warm', 20))).toBeLessThan(IN_TIME);
    await queue.drain(await loadFunction('cognito-events-to-kafka', setting.env(topic)), 10);
    const subjects = (await setting.stored(topic)).map(({ key }) => key);
    expect(new Set(subjects)).toEqual(new Set(['first', ...usersOf('warm', 20)]));
  });

  it('answers in time while the broker is slow, silent, dead and back, and nothing is lost', async () => {
    const [topic, queue] = [await setting.newTopic(), await setting.newQueue()];
    const { proxy } = setting;
    const env = {
      ...setting.env(topic),
      BROKERS: `127.0.0.1:${proxy.port}`,
      SEND: 'direct',
      QUEUE_URL: queue.url,
      AWS_ENDPOINT_URL_SQS: setting.moto.url,
    };
    const slowest: Record<string, number> = {};
    const all: string[] = [];
    /** Each with an instance of its own, that has not yet learned that Kafka fails. */
    const during = async (what: string, prepare: () => void | Promise<void>): Promise<void> => {
      const trigger = await loadTrigger(NAME, env);
      await signIn(trigger, [`${what}-before`]);
      await sleep(500);
      await prepare();
      const users = usersOf(what, 5);
      slowest[what] = await signIn(trigger, users);
      all.push(`${what}-before`, ...users);
    };
    await during('slow', () => void (proxy.delay = 300));
    proxy.delay = 0;
    await during('silent', () => void (proxy.silent = true));
    proxy.cut();
    proxy.silent = false;
    await during('dead', () => setting.kafka.brokers[0]!.kill());
    await setting.kafka.brokers[0]!.start();
    await during('back', () => undefined);
    console.log(
      'slowest answers (ms):',
      JSON.stringify(slowest, (_, ms: unknown) => (typeof ms === 'number' ? Math.round(ms) : ms)),
    );
    expect(Math.max(...Object.values(slowest))).toBeLessThan(IN_TIME);
    await queue.drain(await loadFunction('cognito-events-to-kafka', setting.env(topic)), 10);
    const stored = await setting.stored(topic);
    expect(new Set(stored.map(({ key }) => key))).toEqual(new Set(all));
    const events = new Map(
      stored.map(({ value }) => JSON.parse(value) as IdentityCloudEvent).map((one) => [one.id, one]),
    );
    const { doubled, ...rest } = judge(stored, [...events.values()]);
    expect({ ...rest, doubled: 0 }).toEqual(FAULTLESS);
    console.log(`straight to Kafka: ${doubled} of ${events.size} twice, each with its id`);
  });
});
