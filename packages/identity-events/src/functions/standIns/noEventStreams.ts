/** Stands in for `@smithy/core/event-streams` where the SDK would load it with the first answer that is a stream of events: none here is. */
export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle is without streams of events.');
  }
}
