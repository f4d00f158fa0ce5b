/**
 * `npx tsx test/bench/kafkaClients/compare.ts`: the Kafka clients for Node that are plain JavaScript, beside each other against a
 * real broker. What it prints is in the README of packages/identity-events.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { forLambda, withRequire } from '../../../scripts/bundleFunctions.ts';
import { createTopic } from '../../support/kafka/topics.ts';
import { findKafka, KAFKA_VERSIONS } from '../../support/kafka/findKafka.ts';
import { readTopic } from '../../support/kafka/readTopic.ts';
import { startKafka, type RunningKafka } from '../../support/kafka/startKafka.ts';
import { startTcpProxy } from '../../support/startTcpProxy.ts';
import { table } from '../../support/table.ts';
import { repeatable } from '../../contracts/identity-events/profileUpdates.ts';
import { CLIENTS, type BenchClient, type BenchProducer } from './clients.ts';

type Name = keyof typeof CLIENTS;
const NAMES = Object.keys(CLIENTS) as Name[];
const VALUE = 'x'.repeat(1000);
const batch = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ key: `user-${(from + i) % 100}`, value: `${from + i} ${VALUE}` }));

let topics = 0;
async function newTopic(kafka: RunningKafka, partitions = 3): Promise<string> {
  const topic = `topic-${topics++}`;
  await createTopic(kafka, topic, { partitions });
  return topic;
}

/** Messages of 1 KB in a second, one batch after the other. */
async function throughput(kafka: RunningKafka, client: BenchClient, size: number, count: number): Promise<number> {
  const producer = await client(kafka.addresses(), await newTopic(kafka));
  try {
    for (let i = 0; i < 20; i++) await producer.send(batch(0, size));
    const started = performance.now();
    for (let i = 0; i < count; i += size) await producer.send(batch(i, size));
    return (count / (performance.now() - started)) * 1000;
  } finally {
    await producer.close();
  }
}

/** Sends one message after the other, each until it is acknowledged; fails each try after five seconds. */
async function sendAll(producer: BenchProducer, count: number, sent: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < count; i++) {
    const until = Date.now() + 60_000;
    for (;;) {
      try {
        await Promise.race([producer.send(batch(i, 1)), sleep(5000).then(() => Promise.reject(new Error('late')))]);
        break;
      } catch (error) {
        if (Date.now() > until) throw error;
        await sleep(50);
      }
    }
    await sent(i);
  }
}

async function counts(kafka: RunningKafka, topic: string, count: number): Promise<string> {
  const ids = (await readTopic(kafka, topic)).map(({ value }) => value.split(' ')[0]);
  return `${count - new Set(ids).size} lost, ${ids.length - new Set(ids).size} doubled`;
}

/** Kills the broker between messages and starts it again: how long after that the next message is acknowledged. */
async function reconnect(kafka: RunningKafka, client: BenchClient): Promise<string> {
  const topic = await newTopic(kafka);
  const producer = await client(kafka.addresses(), topic);
  const broker = kafka.brokers[0]!;
  let [up, first] = [0, 0];
  try {
    await sendAll(producer, 60, async (i) => {
      if (up > 0 && first === 0) first = performance.now();
      if (i !== 29) return;
      await broker.kill();
      void sleep(500)
        .then(() => broker.start())
        .then(() => (up = performance.now()));
      first = 0;
    });
  } finally {
    await producer.close();
  }
  return `${((first - up) / 1000).toFixed(1)} s, ${await counts(kafka, topic, 60)}`;
}

/** One answer in five never arrives, and its connection ends. */
async function lostAnswers(client: BenchClient, kafka: RunningKafka, proxy: Awaited<ReturnType<typeof startTcpProxy>>) {
  const topic = await newTopic(kafka);
  proxy.target = kafka.brokers[0]!.ports.proxied;
  const producer = await client([`127.0.0.1:${proxy.port}`], topic);
  try {
    await producer.send([{ key: 'first', value: 'first' }]);
    proxy.loses = 0.2;
    await sendAll(producer, 100, () => Promise.resolve());
  } finally {
    proxy.loses = 0;
    await producer.close().catch(() => undefined);
  }
  return counts(kafka, topic, 101);
}

const bundleSize = async (code: string): Promise<string> => {
  const { outputFiles } = await build({
    ...forLambda,
    banner: withRequire,
    splitting: false,
    stdin: { contents: code, resolveDir: import.meta.dirname },
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
    write: false,
  });
  return `${(outputFiles[0]!.contents.length / 1000).toFixed(0)} KB`;
};

const ENTRIES: Record<Name, string> = {
  '@platformatic/kafka': "export { Producer } from '@platformatic/kafka'",
  kafkajs: "export { Kafka } from 'kafkajs'",
};

async function perfTool(kafka: RunningKafka): Promise<number> {
  const { producerPerf } = await import('../../support/kafka/producerPerf.ts');
  return producerPerf(kafka, await newTopic(kafka), { count: 200_000, bytes: 1000 });
}

async function inOne(version: string): Promise<string[][]> {
  const found = findKafka(version);
  if ('why' in found) throw new Error(found.why);
  const proxy = await startTcpProxy(0, repeatable(7));
  const kafka = await startKafka(found, { proxyPorts: [proxy.port], flags: ['-Xmx512m'] });
  const rows: Record<string, string[]> = {};
  const add = async (what: string, measure: (client: BenchClient) => Promise<string>): Promise<void> => {
    rows[what] = [];
    for (const name of NAMES) {
      const said = await measure(CLIENTS[name]).catch(
        (error: unknown) => `fails: ${(error as Error).message.split('\n')[0]}`,
      );
      rows[what].push(said);
      console.error(version, what, name, said);
    }
  };
  const perSecond = (size: number, count: number) => async (client: BenchClient) =>
    `${Math.round(await throughput(kafka, client, size, count))}/s`;
  try {
    await add('messages of 1 KB, one at a time', perSecond(1, 500));
    await add('… in batches of 10', perSecond(10, 5000));
    await add('… in batches of 1,000', perSecond(1000, 30_000));
    console.error(version, 'perf tool', Math.round(await perfTool(kafka)));
    await add('first message after the broker is back', (client) => reconnect(kafka, client));
    await add('one answer in five lost', (client) => lostAnswers(client, kafka, proxy));
  } finally {
    await kafka.stop();
    await proxy.close();
  }
  return Object.entries(rows).map(([what, cells]) => [`Kafka ${version}: ${what}`, ...cells]);
}

if (process.argv[2] === 'one') {
  console.log(JSON.stringify(await inOne(process.argv[3]!)));
} else {
  const rows: string[][] = [];
  // A process for each: what one client throws at the process must not end the measuring.
  for (const version of KAFKA_VERSIONS) {
    const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), 'one', version], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await new Promise((done) => child.once('close', done));
    rows.push(...(JSON.parse(said) as string[][]));
  }
  const sizes: string[] = [];
  for (const name of NAMES) sizes.push(await bundleSize(ENTRIES[name]));
  console.log(table([['', ...NAMES], ...rows, ['bundled, minified', ...sizes]]));
}
