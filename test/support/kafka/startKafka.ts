import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../freePort.ts';
import { createCertificates, type Certificates } from './createCertificates.ts';
import type { Kafka } from './findKafka.ts';
import { javaArgs, runTool } from './runTool.ts';
import { withMskTokens } from './withMskTokens.ts';

/** What a client may connect by; every broker has all of them. `iam` takes the tokens of `MSK_ACCOUNT`, as MSK does. */
export const LISTENERS = ['plain', 'tls', 'mtls', 'scram', 'iam', 'proxied'] as const;
export type Listener = (typeof LISTENERS)[number];

export interface KafkaOptions {
  /** Default 1. The first is the controller, too. */
  brokers?: 1 | 2;
  /** TLS, mTLS, SCRAM and tokens, for which openssl makes certificates. Default false: only `plain` and `proxied`. */
  secure?: boolean;
  /** The port that each broker gives out as its own at the listener `proxied`. Default: its own. */
  proxyPorts?: (number | undefined)[];
  /** Flags of the JVM; default: those of a quick start. */
  flags?: string[];
}

export interface Broker {
  id: number;
  ports: Record<Listener, number>;
  /** Holds the logs of its partitions. */
  logs: string;
  /** Ends it at once, as a crash does. */
  kill: () => Promise<void>;
  /** Starts it again, with its data and on its ports. Waits until it answers. */
  start: () => Promise<void>;
  /** What it says in warnings and errors. */
  output: () => string;
}

export interface RunningKafka {
  kafka: Kafka;
  brokers: Broker[];
  /** `127.0.0.1:port` of every broker, for clients of this listener. */
  addresses: (listener?: Listener) => string[];
  certificates: Certificates | undefined;
  stop: () => Promise<void>;
}

/** The user of `scram`. */
export const SCRAM_USER = { username: 'producer', password: 'correct horse' };
/** Whose tokens `iam` takes, as Lambda has it in the environment of a function. */
export const MSK_ACCOUNT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'session+/=token',
};
const CLUSTER = 'MkU3OEVBNTcwNTJENDM2Qk';
const NAMES: Record<Listener | 'controller', string> = {
  plain: 'PLAIN',
  tls: 'TLS',
  mtls: 'MTLS',
  scram: 'SCRAM',
  iam: 'IAM',
  proxied: 'PROXIED',
  controller: 'CONTROLLER',
};

/** Starts Apache Kafka in KRaft mode on free ports of 127.0.0.1, in temporary folders that `stop` removes. */
export async function startKafka(found: Kafka, options: KafkaOptions = {}): Promise<RunningKafka> {
  const { brokers: count = 1, secure = false, proxyPorts = [], flags } = options;
  const home = mkdtempSync(join(tmpdir(), 'dual-rum-kafka-'));
  const kafka = secure ? withMskTokens(found, home) : found;
  const certificates = secure ? createCertificates(home) : undefined;
  const controllerPort = await freePort();
  const listeners: readonly Listener[] = secure ? LISTENERS : ['plain', 'proxied'];
  const brokers: Broker[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(brokers.map((broker) => broker.kill()));
    rmSync(home, { recursive: true, force: true });
  };
  try {
    for (let id = 1; id <= count; id++) {
      const ports = {} as Record<Listener, number>;
      for (const listener of listeners) ports[listener] = await freePort();
      const folder = join(home, `broker-${id}`);
      mkdirSync(folder);
      const config = join(folder, 'server.properties');
      const advertised = { ...ports, proxied: proxyPorts[id - 1] ?? ports.proxied };
      writeFileSync(
        config,
        properties({ id, count, folder, listeners, ports, advertised, controllerPort, certificates }),
      );
      const scram = secure
        ? ['--add-scram', `SCRAM-SHA-512=[name=${SCRAM_USER.username},password=${SCRAM_USER.password}]`]
        : [];
      await runTool(kafka, 'kafka.tools.StorageTool', ['format', '-t', CLUSTER, '-c', config, ...scram]);
      brokers.push(createBroker(kafka, id, ports, config, join(folder, 'logs'), flags));
    }
    await Promise.all(brokers.map((broker) => broker.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kafka,
    brokers,
    addresses: (listener = 'plain') => brokers.map(({ ports }) => `127.0.0.1:${ports[listener]}`),
    certificates,
    stop,
  };
}

interface Properties {
  id: number;
  count: number;
  folder: string;
  listeners: readonly Listener[];
  ports: Record<Listener, number>;
  advertised: Record<Listener, number>;
  controllerPort: number;
  certificates: Certificates | undefined;
}

/** https://kafka.apache.org/documentation/#brokerconfigs */
function properties(from: Properties): string {
  const { id, count, folder, listeners, ports, advertised, controllerPort, certificates } = from;
  const isController = id === 1;
  const at = (numbers: Record<Listener, number>): string[] =>
    listeners.map((listener) => `${NAMES[listener]}://127.0.0.1:${numbers[listener]}`);
  const pem = (text: string): string => text.trim().replaceAll('\n', '\\\n').replaceAll('\\\n', ' \\\n');
  const lines: Record<string, string | number> = {
    'node.id': id,
    'process.roles': isController ? 'broker,controller' : 'broker',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': NAMES.controller,
    'inter.broker.listener.name': NAMES.plain,
    listeners: [...at(ports), ...(isController ? [`${NAMES.controller}://127.0.0.1:${controllerPort}`] : [])].join(),
    'advertised.listeners': at(advertised).join(),
    'listener.security.protocol.map': [
      'PLAIN:PLAINTEXT',
      'PROXIED:PLAINTEXT',
      'CONTROLLER:PLAINTEXT',
      ...(certificates ? ['TLS:SSL', 'MTLS:SSL', 'SCRAM:SASL_SSL', 'IAM:SASL_SSL'] : []),
    ].join(),
    'log.dirs': join(folder, 'logs'),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': 1,
    'group.initial.rebalance.delay.ms': 0,
    'min.insync.replicas': 1,
    'num.partitions': 1,
    'default.replication.factor': count,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'controlled.shutdown.enable': 'false',
    'log.cleaner.enable': 'false',
    ...(certificates && {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.key': pem(certificates.server.key),
      'ssl.keystore.certificate.chain': pem(certificates.server.cert),
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': pem(certificates.ca),
      'listener.name.mtls.ssl.client.auth': 'required',
      'listener.name.scram.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
      'listener.name.iam.sasl.enabled.mechanisms': 'OAUTHBEARER',
      'listener.name.iam.oauthbearer.sasl.server.callback.handler.class': 'MskTokens',
      'listener.name.iam.oauthbearer.sasl.jaas.config': [
        'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker"',
        `region="${MSK_ACCOUNT.AWS_REGION}" accessKeyId="${MSK_ACCOUNT.AWS_ACCESS_KEY_ID}"`,
        `secretAccessKey="${MSK_ACCOUNT.AWS_SECRET_ACCESS_KEY}" sessionToken="${MSK_ACCOUNT.AWS_SESSION_TOKEN}";`,
      ].join(' '),
      'listener.name.scram.scram-sha-512.sasl.jaas.config':
        'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    }),
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

function createBroker(
  kafka: Kafka,
  id: number,
  ports: Record<Listener, number>,
  config: string,
  logs: string,
  flags: string[] | undefined,
): Broker {
  let child: ChildProcess | undefined;
  let said = '';
  const kill = async (): Promise<void> => {
    const running = child;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolved) => running.once('exit', resolved));
    running.kill('SIGKILL');
    await gone;
  };
  const start = async (): Promise<void> => {
    child = spawn(kafka.java, javaArgs(kafka, 'kafka.Kafka', [config], flags), { stdio: ['ignore', 'ignore', 'pipe'] });
    const started = child;
    started.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-20_000)));
    const until = Date.now() + 60_000;
    // It opens its ports when it is ready for clients.
    while (!(await listens(ports.plain))) {
      if (started.exitCode !== null) throw new Error(`Kafka ended with ${started.exitCode}:\n${said}`);
      if (Date.now() > until) throw new Error(`Kafka does not listen within a minute:\n${said}`);
      await sleep(50);
    }
  };
  return { id, ports, logs, kill, start, output: () => said };
}

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    const end = (open: boolean) => {
      socket.destroy();
      answer(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
