import type { KafkaAuth, KafkaConnection } from '../kafka/KafkaConnection.ts';
import { clientSettings } from './clientSettings.ts';
import { SettingError } from './SettingError.ts';
import { oneOf, required } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

const BROKER = /^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/;

/** How to reach Kafka, as the environment says. Throws `SettingError`. */
export function kafkaSettings(env: Env): KafkaConnection {
  const brokers = required(env, 'BROKERS', 'the brokers as host:port, with commas')
    .split(',')
    .map((one) => one.trim());
  const wrong = brokers.find((one) => !(Number(BROKER.exec(one)?.[1]) <= 65_535));
  if (wrong !== undefined) throw new SettingError('BROKERS', `"${wrong}" given; each must be host:port.`);
  const topic = required(env, 'TOPIC', 'the topic, which must exist');
  // https://kafka.apache.org/documentation/#brokerconfigs: what Kafka takes as the name of a topic.
  if (!/^[\w.-]{1,249}$/.test(topic)) {
    throw new SettingError('TOPIC', `"${topic}" given; it must be letters, digits, ., _ and -, at most 249.`);
  }
  const kind = oneOf(env, 'AUTH', ['none', 'scram', 'iam', 'mtls']);
  const tls = oneOf(env, 'TLS', ['true', 'false']) === 'true';
  if (!tls && (kind === 'iam' || kind === 'mtls')) {
    throw new SettingError('TLS', `"false" given; AUTH ${kind} needs TLS.`);
  }
  const ca = env['CA'];
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new SettingError('CA', 'is no certificate; it must be PEM: -----BEGIN CERTIFICATE-----.');
  }
  return { brokers, topic, tls, ca, auth: authOf(kind, env) };
}

/** What one kind of authentication needs loads with its first connection: the others start without it. */
function authOf(kind: KafkaAuth['kind'], env: Env): KafkaAuth {
  switch (kind) {
    case 'none':
      return { kind };
    case 'iam': {
      const region = required(env, 'AWS_REGION', 'the region of the cluster; Lambda sets it');
      return { kind, token: async () => (await import('../kafka/mskToken.ts')).mskToken(region) };
    }
    case 'scram': {
      const id = required(env, 'SECRET_ARN', 'the ARN of a secret with "username" and "password"');
      return { kind, credentials: () => secretOf(id, ['username', 'password']) };
    }
    case 'mtls': {
      const id = required(env, 'SECRET_ARN', 'the ARN of a secret with "certificate" and "privateKey", both PEM');
      return { kind, certificate: () => secretOf(id, ['certificate', 'privateKey']) };
    }
  }
}

async function secretOf<K extends string>(id: string, fields: readonly K[]): Promise<Record<K, string>> {
  const [{ SecretsManagerClient }, { readSecret }] = await Promise.all([
    import('@aws-sdk/client-secrets-manager'),
    import('../kafka/readSecret.ts'),
  ]);
  const client = new SecretsManagerClient(clientSettings);
  try {
    return await readSecret(client, id, fields);
  } finally {
    client.destroy();
  }
}
