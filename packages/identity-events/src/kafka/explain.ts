import type { KafkaConnection } from './KafkaConnection.ts';
import { KafkaError } from '../model/KafkaError.ts';

/** Errors of the client and of brokers, in a tree: an error has causes and, of several tries or brokers, errors. */
export function* errorsIn(error: unknown): Generator<ClientError> {
  if (typeof error !== 'object' || error === null) return;
  const one: ClientError = error;
  yield one;
  const { errors = [], cause } = one;
  for (const inner of errors) yield* errorsIn(inner);
  yield* errorsIn(cause);
}

export interface ClientError {
  /** Of the client, `PLT_KFK_…`, or of Node. */
  code?: string;
  message?: string;
  /** Of a broker's answer: `TOPIC_AUTHORIZATION_FAILED`. */
  apiId?: string;
  errors?: unknown[];
  cause?: unknown;
}

/** https://kafka.apache.org/protocol.html#protocol_error_codes */
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|ERR_SSL|EPROTO/;

/** Whether a broker refuses the messages themselves: each alone may pass. */
export const isTooLarge = (error: unknown): boolean =>
  [...errorsIn(error)].some(({ apiId }) => TOO_LARGE.has(apiId ?? ''));

/** What is wrong, the likely cause and the fix, of what the client threw. */
export function explain(error: unknown, { brokers, topic, auth }: KafkaConnection): KafkaError {
  const all = [...errorsIn(error)];
  // Our own, of a secret, which the client has passed on.
  const own = all.find((one) => one instanceof KafkaError);
  if (own instanceof KafkaError) return own;
  const has = (...ids: string[]): boolean => all.some(({ apiId, code }) => ids.includes(apiId ?? code ?? ''));
  const where = brokers.join(', ');
  if (has('UNKNOWN_TOPIC_OR_PARTITION') || all.some(({ message }) => message?.startsWith('Unknown topic '))) {
    return new KafkaError(
      `The topic "${topic}" does not exist at ${where}. Create it: this function makes no topics. Events wait in the queue until then.`,
      error,
      false,
    );
  }
  if (has('TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED')) {
    return new KafkaError(
      `The brokers do not let this client write to "${topic}". Allow it to write and describe the topic, and to write idempotently.`,
      error,
      false,
    );
  }
  if (has('PLT_KFK_AUTHENTICATION', 'SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE')) {
    return new KafkaError(
      `The brokers at ${where} refuse the credentials (${auth.kind}). Compare the secret or the role with what the cluster knows, and the port with the kind of authentication.`,
      error,
      false,
    );
  }
  if (isTooLarge(error)) {
    return new KafkaError(
      `The message is larger than "${topic}" takes. Raise max.message.bytes of the topic.`,
      error,
      false,
    );
  }
  const tls = all.find(({ code, message }) => CERTIFICATE.test(code ?? '') || message?.includes('TLS handshake'));
  if (tls) {
    return new KafkaError(
      `No TLS connection to ${where} (${tls.code ?? 'handshake failed'}). If an authority of your own signs the brokers' certificates, give it as CA; if the port is without TLS, set TLS to false.`,
      error,
      false,
    );
  }
  return new KafkaError(
    `Kafka at ${where} does not take messages for "${topic}" (${causeOf(all)}). Is it up, and do its security group and this function's let them meet?`,
    error,
    true,
  );
}

/** The names of what went wrong, without the words of libraries, which may quote what they were given. */
function causeOf(errors: ClientError[]): string {
  const names = errors.flatMap(({ apiId, code }) => apiId ?? code ?? []).filter((name) => name !== 'PLT_KFK_MULTIPLE');
  return [...new Set(names)].slice(0, 4).join(', ') || 'no cause given';
}
