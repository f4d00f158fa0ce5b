import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { Answer, SenderOptions } from './Send.ts';

/** Milliseconds that the app's client may take. */
const TIMEOUT = 30_000;

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
  timeout = TIMEOUT,
): Promise<Answer> {
  if (built.accessKeyId !== identity?.accessKeyId || !built.client) {
    built.client = config.clientBuilder!(endpoint, region, identity, config.compressionStrategy);
    built.accessKeyId = identity?.accessKeyId;
  }
  const { client } = built;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error('clientBuilder: timeout')), timeout);
  });
  try {
    // As methods: it may be an object of a class.
    await Promise.race([pageEnds ? client.sendBeacon(request) : client.sendFetch(request), late]);
    return { status: 200 };
  } finally {
    clearTimeout(timer);
  }
}
