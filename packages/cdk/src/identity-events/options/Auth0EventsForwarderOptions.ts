/**
 * Sends the events of a partner bus to a pipeline in another region.
 *
 * @example
 * {
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 *   dataRegion: 'eu-central-1',
 *   to: 'auth0-events',
 * }
 */
export interface Auth0EventsForwarderOptions {
  /** The partner event bus, in the region of this stack. */
  eventBusName: string;
  /** Region of the pipeline, which is deployed first, with `forwarded`. */
  dataRegion: string;
  /** The `name` of the pipeline: its bus. Default `auth0-events`. */
  to?: string;
  /** Auth0 log event codes to send. Default: all that is on the bus. */
  codes?: string[];
  /** ARN of the SNS topic to notify when events cannot be sent. */
  topicArn?: string;
}
