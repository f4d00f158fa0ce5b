/** What Kafka keeps of an event. */
export interface KafkaMessage {
  /** The subject: Kafka keeps messages of one key in order. Absent where the event is about nobody known. */
  key: string | undefined;
  /** A CloudEvents 1.0 event in its JSON format. */
  value: string;
}
