import { AuthenticationError, MultipleErrors, NetworkError, UserError } from '@platformatic/kafka';
import { describe, expect, it } from 'vitest';
import { explain, isTooLarge } from './explain.ts';
import type { KafkaConnection } from './KafkaConnection.ts';
import { KafkaError } from '../model/KafkaError.ts';

const connection: KafkaConnection = {
  brokers: ['b-1:9098', 'b-2:9098'],
  topic: 'identity',
  auth: { kind: 'iam', token: () => Promise.resolve('') },
  tls: true,
  ca: undefined,
};
const api = (apiId: string) => new MultipleErrors('x', [Object.assign(new Error('secret@example.com'), { apiId })]);

describe('why Kafka takes nothing', () => {
  it.each<[string, unknown, string, boolean]>([
    [
      'a topic that is missing',
      new UserError('Unknown topic identity.'),
      'The topic "identity" does not exist at b-1:9098, b-2:9098. Create it',
      false,
    ],
    ['a topic that is deleted', api('UNKNOWN_TOPIC_OR_PARTITION'), 'does not exist', false],
    ['a policy', api('TOPIC_AUTHORIZATION_FAILED'), 'do not let this client write to "identity"', false],
    ['credentials', new AuthenticationError('SASL authentication failed.'), 'refuse the credentials (iam)', false],
    ['the size', api('MESSAGE_TOO_LARGE'), 'Raise max.message.bytes', false],
    [
      'a certificate',
      new NetworkError('x', { cause: Object.assign(new Error(), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
      'No TLS connection to b-1:9098, b-2:9098 (SELF_SIGNED_CERT_IN_CHAIN)',
      false,
    ],
    [
      'nobody there',
      new NetworkError('x', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
      '(PLT_KFK_NETWORK, ECONNREFUSED)',
      true,
    ],
    ['a leader that moves', api('NOT_LEADER_OR_FOLLOWER'), '(NOT_LEADER_OR_FOLLOWER)', true],
    ['no error at all', 'text', 'no cause given', true],
  ])('%s', (_, thrown, message, again) => {
    const error = explain(thrown, connection);
    expect(error).toBeInstanceOf(KafkaError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('secret@example.com');
    expect(error.again).toBe(again);
    expect(explain(error, connection)).toBe(error);
  });

  it('tells what is too large for a topic from what is down', () => {
    expect(isTooLarge(api('RECORD_LIST_TOO_LARGE'))).toBe(true);
    expect(isTooLarge(api('NOT_LEADER_OR_FOLLOWER'))).toBe(false);
  });
});
