import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { inTime } from '../credentials/inTime.ts';
import type { SenderOptions } from './Send.ts';

/**
 * Sends a batch by the client that the app builds. It is built once for each set of credentials.
 *
 * @throws when the client fails, or does not answer in time.
 */
export async function sendByClient(
  { config, endpoint, region, client: built }: SenderOptions,
  request: PutRumEventsRequest,
  identity: AwsCredentialIdentity | undefined,
  pageEnds: boolean,
): Promise<void> {
  if (built.accessKeyId !== identity?.accessKeyId || !built.client) {
    built.client = config.clientBuilder!(endpoint, region, identity, config.compressionStrategy);
    built.accessKeyId = identity?.accessKeyId;
  }
  const { client } = built;
  // As methods: it may be an object of a class.
  await inTime(async () => (pageEnds ? client.sendBeacon(request) : client.sendFetch(request)));
}
