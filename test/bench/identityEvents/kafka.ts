import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { batch, eventsOf, signInTrigger } from '../../contracts/identity-events/cognitoEvents.ts';
import { loadModule } from '../../support/aws/loadFunction.ts';
import { createQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import type { Kafka } from '../../support/kafka/findKafka.ts';
import { producerPerf } from '../../support/kafka/producerPerf.ts';
import { startKafka, type RunningKafka } from '../../support/kafka/startKafka.ts';
import { createTopic } from '../../support/kafka/topics.ts';
import { startTcpProxy } from '../../support/startTcpProxy.ts';
import type { Row } from '../bench.ts';
import { coldStart } from './coldStart.ts';
import { startOnce } from './startOnce.ts';
import type { Subject } from './subjects.ts';

type Env = Record<string, string>;
type Trigger = (event: unknown) => Promise<unknown>;
type Proxy = Awaited<ReturnType<typeof startTcpProxy>>;

/** Cognito's own limit. */
const COGNITO = 5000;
const DEADLINE = 1500;
const BYTES = 1000;
/** Instances, each a process. */
const COLD = 60;

/** What a trigger costs a user who signs in, and how much the function behind the queue writes. */
export async function kafka(found: Kafka, triggers: Subject, events: Subject, repeats: number): Promise<Row[]> {
  const proxy = await startTcpProxy();
  const running = await startKafka(found, { proxyPorts: [proxy.port], flags: ['-Xmx512m'] });
  proxy.target = running.brokers[0]!.ports.proxied;
  const moto = await startMoto();
  const sqs = new SQSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: moto.url,
  });
  try {
    await createTopic(running, 'identity', { partitions: 3 });
    const rows = await throughput(running, events);
    const { url } = await createQueue(sqs, 'triggers', 5, 'fifo');
    const env = {
      QUEUE_URL: url,
      AWS_ENDPOINT_URL_SQS: moto.url,
      BROKERS: `127.0.0.1:${proxy.port}`,
      TOPIC: 'identity',
      TLS: 'false',
    };
    // Before the broker is killed.
    const started = [
      ...(await coldStart('cognito-triggers-to-kafka', triggers, { env, event: signInTrigger('u') }, repeats, false)),
      ...(await coldStart('cognito-events-to-kafka', events, { env, event: batch(eventsOf(1, 10)) }, repeats, false)),
    ];
    return [...rows, ...(await answers(running, proxy, triggers, env)), ...started];
  } finally {
    sqs.destroy();
    await moto.stop();
    await running.stop();
    await proxy.close();
  }
}

async function throughput(running: RunningKafka, events: Subject): Promise<Row[]> {
  const env = { BROKERS: running.addresses().join(), TOPIC: 'identity', TLS: 'false' };
  // As large as what the broker's tool sends.
  const all = eventsOf(100, 1000).map((one) => {
    const pad = BYTES - JSON.stringify(one).length;
    return { ...one, data: { ...one.data, raw: 'x'.repeat(Math.max(pad, 0)) } };
  });
  const perSecond = async (module: string, size: number, times: number): Promise<number> => {
    const invoke = await loadModule(module, env);
    const batches = Array.from({ length: all.length / size }, (_, i) => batch(all.slice(i * size, (i + 1) * size)));
    await invoke(batches[0]!);
    const started = performance.now();
    for (let i = 0; i < times; i++) await invoke(batches[i % batches.length]!);
    return (size * times * 1000) / (performance.now() - started);
  };
  const naive = await perSecond(events.naiveBundled, 10, 10);
  const ten = await perSecond(events.ours, 10, 200);
  const thousand = await perSecond(events.ours, 1000, 40);
  const tool = await producerPerf(running, 'identity', { count: 100_000, bytes: BYTES });
  const text = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`;
  return [
    {
      what: 'messages to Kafka, in batches of 10 as a FIFO queue gives them',
      dual: text(ten),
      plain: text(naive),
      ratio: ten / naive,
    },
    {
      what: '… of 1,000, beside kafka-producer-perf-test',
      dual: text(thousand),
      plain: text(tool),
      ratio: thousand / tool,
      goal: { text: '≥ 0.5 ×', met: thousand / tool >= 0.5 },
    },
  ];
}

/** How long a trigger takes while the broker is well, slow and dead. */
async function answers(running: RunningKafka, proxy: Proxy, triggers: Subject, env: Env): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (what: string, counts: { ours: number; naive: number }): Promise<void> => {
    const queue = await times(triggers.ours, env, counts.ours);
    const direct = await times(triggers.ours, { ...env, SEND: 'direct' }, counts.ours);
    const naive = await times(triggers.naiveBundled, env, counts.naive);
    rows.push(row(`${what} broker, by the queue`, queue, naive), row(`… straight to Kafka`, direct, naive));
  };
  await measure('a trigger with a warm', { ours: 200, naive: 200 });
  proxy.delay = 150;
  await measure('a trigger with a slow (150 ms each way)', { ours: 200, naive: 20 });
  proxy.delay = 0;
  const cold = await firsts(triggers.naiveBundled, env);
  rows.push(
    row('a trigger with a cold broker, by the queue', await firsts(triggers.ours, env), cold),
    row('… straight to Kafka', await firsts(triggers.ours, { ...env, SEND: 'direct' }), cold),
  );
  await running.brokers[0]!.kill();
  await measure('a trigger with a dead', { ours: 200, naive: 1 });
  return rows;
}

async function times(module: string, env: Env, count: number): Promise<number[]> {
  const invoke = (await loadModule(module, env)) as unknown as Trigger;
  const took: number[] = [];
  // The first of an instance is cold.
  for (let i = -1; i < count; i++) {
    const started = performance.now();
    await invoke(signInTrigger(`user-${i}-${Math.random()}`)).catch(() => undefined);
    if (i >= 0) took.push(performance.now() - started);
    if (i < 0) await sleep(200);
  }
  return took.sort((one, other) => one - other);
}

/** Milliseconds of the first call of new instances, which have no connection yet. */
async function firsts(module: string, env: Env): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < COLD; i++) took.push((await startOnce(module, env, signInTrigger(`first-${i}`))).answered);
  return took.sort((one, other) => one - other);
}

function row(what: string, ours: number[], naive: number[]): Row {
  const at = (sorted: number[], share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  const text = (sorted: number[]): string =>
    `${at(sorted, 0.5).toFixed(1)} / ${at(sorted, 0.99).toFixed(0)} ms${at(sorted, 1) > COGNITO ? ', past Cognito’s 5 s' : ''}`;
  return {
    what: `${what} (p50 / p99)`,
    dual: text(ours),
    plain: text(naive),
    ratio: at(ours, 0.5) / at(naive, 0.5),
    goal: { text: '≤ 1.5 s', met: at(ours, 1) <= DEADLINE },
  };
}
