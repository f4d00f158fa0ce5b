import { parseAuth0Event } from '../auth0/parseAuth0Event.ts';
import { createQueueHandler, type QueueHandler, type Report } from '../queue/createQueueHandler.ts';
import { createReport } from '../queue/createReport.ts';
import { deliverToStore, type Format } from '../s3/deliverToStore.ts';
import type { ObjectStore } from '../s3/ObjectStore.ts';

export interface Auth0EventsOptions {
  /** Where the files go. */
  store: ObjectStore;
  /** Folder of all files in the store; default `identity-events/auth0`. */
  prefix?: string;
  /** Default: both. */
  formats?: readonly Format[];
  /** Hears what failed and what was delivered; default: log lines and metrics by Powertools. */
  report?: Report;
}

/**
 * The handler of the function `auth0-events-to-s3` for another store than a bucket: a folder, on a machine without AWS.
 *
 * It takes a batch of a queue, each message an event of EventBridge, and answers with the messages that failed.
 *
 * @example
 * const handler = createAuth0EventsHandler({ store: createFolderStore('./events') });
 * const { batchItemFailures } = await handler(sqsEvent);
 */
export function createAuth0EventsHandler(
  { store, prefix = 'identity-events/auth0', formats = ['csv', 'parquet'], report }: Auth0EventsOptions,
  env: NodeJS.ProcessEnv = process.env,
): QueueHandler {
  return createQueueHandler({
    read: parseAuth0Event,
    deliver: deliverToStore({ store, prefix: prefix.replace(/^\/+|\/+$/g, ''), formats }),
    report: report ?? createReport('auth0-events-to-s3', env),
  });
}
