import type { IdentityCloudEvent } from '../model/toCloudEvent.ts';
import type { KafkaMessage } from './KafkaMessage.ts';

/**
 * A message in CloudEvents' structured mode: the whole event is its value. The content type is a header, as the binding for Kafka
 * says: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md#33-structured-content-mode.
 */
export const toKafkaMessage = (event: IdentityCloudEvent): KafkaMessage => ({
  key: event.subject,
  value: JSON.stringify(event),
});

export const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
