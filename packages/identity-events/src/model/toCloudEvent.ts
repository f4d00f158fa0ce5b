import type { IdentityEvent } from './IdentityEvent.ts';

/**
 * A CloudEvents 1.0 event in its JSON format: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md.
 */
export interface IdentityCloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  /** `dual-rum.identity.` and the type of the identity event. */
  type: string;
  subject?: string;
  time: string;
  datacontenttype: 'application/json';
  data: IdentityEvent;
}

/**
 * The identity event as a CloudEvents 1.0 event in its JSON format. `data` is the whole identity event.
 *
 * @example
 * const message = JSON.stringify(toCloudEvent(event));
 */
export function toCloudEvent(event: IdentityEvent): IdentityCloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: `dual-rum.identity.${event.type}`,
    ...(event.subject !== undefined && { subject: event.subject }),
    time: event.occurredAt,
    datacontenttype: 'application/json',
    data: event,
  };
}
