/** Why Kafka does not take messages. It names brokers, topic and cause, and quotes nothing of a message or a secret. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';

  /**
   * @param cause what the client threw
   * @param again whether another try, by a new connection, may help
   */
  constructor(
    message: string,
    cause: unknown,
    readonly again: boolean,
  ) {
    super(message, { cause });
  }
}
