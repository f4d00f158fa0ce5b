import { S3Client } from '@aws-sdk/client-s3';
import type { QueueHandler } from '../queue/createQueueHandler.ts';
import { createS3Store } from '../s3/createS3Store.ts';
import { clientSettings } from './clientSettings.ts';
import { createAuth0EventsHandler } from './createAuth0EventsHandler.ts';
import { required, someOf } from './settings.ts';

/** The function `auth0-events-to-s3`, as its environment says. Throws `SettingError`. */
export function createAuth0EventsToS3(env: NodeJS.ProcessEnv): QueueHandler {
  const bucket = required(env, 'BUCKET', 'the name of the bucket for the events');
  const formats = someOf(env, 'FORMATS', ['csv', 'parquet']);
  return createAuth0EventsHandler(
    {
      store: createS3Store(new S3Client(clientSettings), bucket),
      formats,
      ...(env['PREFIX'] !== undefined && { prefix: env['PREFIX'] }),
    },
    env,
  );
}
