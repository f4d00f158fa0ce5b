import { Producer, type ProducerOptions } from '@platformatic/kafka';
import type { KafkaAuth, KafkaConnection } from './KafkaConnection.ts';

export type Client = Producer<string, string, string, string>;

type Options = ProducerOptions<string, string, string, string>;

/** A batch is written when all replicas in sync have it: https://kafka.apache.org/documentation/#producerconfigs_acks. */
const ALL = -1;

/** An idempotent producer with `acks=all`, which connects with its first message. */
export async function createClient({ brokers, auth, tls, ca }: KafkaConnection, timeout: number): Promise<Client> {
  const certificate = auth.kind === 'mtls' ? await auth.certificate() : undefined;
  return new Producer({
    clientId: 'dual-rum-identity-events',
    bootstrapBrokers: brokers,
    idempotent: true,
    acks: ALL,
    // Twice the same batch, which the broker writes once; a further try is another client's.
    retries: 2,
    retryDelay: 150,
    connectTimeout: Math.min(timeout, 3000),
    requestTimeout: timeout,
    timeout,
    serializers: { key: toBytes, value: toBytes, headerKey: toBytes, headerValue: toBytes },
    ...((tls || certificate !== undefined) && {
      tls: {
        ...(ca !== undefined && { ca }),
        ...(certificate && { cert: certificate.certificate, key: certificate.privateKey }),
      },
    }),
    ...saslOf(auth),
  });
}

const toBytes = (text?: string): Buffer | undefined => (text === undefined ? undefined : Buffer.from(text));

function saslOf(auth: KafkaAuth): Pick<Options, 'sasl'> {
  switch (auth.kind) {
    case 'scram': {
      const { credentials } = auth;
      return {
        sasl: {
          mechanism: 'SCRAM-SHA-512',
          username: async () => (await credentials()).username,
          password: async () => (await credentials()).password,
        },
      };
    }
    case 'iam':
      return { sasl: { mechanism: 'OAUTHBEARER', token: auth.token } };
    default:
      return {};
  }
}
