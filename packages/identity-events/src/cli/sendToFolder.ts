import { parseAuth0Event } from '../auth0/parseAuth0Event.ts';
import type { SampleEnvelope } from '../model/SampleEnvelope.ts';
import { createFolderStore } from '../s3/createFolderStore.ts';
import { deliverToStore } from '../s3/deliverToStore.ts';
import type { Sent } from './Sent.ts';

/** Does what the function `auth0-events-to-s3` does, into a folder. */
export async function sendToFolder(path: string, samples: SampleEnvelope[]): Promise<Sent> {
  const deliver = deliverToStore({
    store: createFolderStore(path),
    prefix: 'identity-events/auth0',
    formats: ['csv', 'parquet'],
  });
  const outcomes = await deliver(samples.map((envelope) => ({ id: envelope.id, value: parseAuth0Event(envelope) })));
  const failed = samples.flatMap(({ id }) => {
    const outcome = outcomes.get(id);
    return outcome instanceof Error ? [`${id}: ${outcome.message}`] : [];
  });
  return { sent: samples.length - failed.length, failed };
}
