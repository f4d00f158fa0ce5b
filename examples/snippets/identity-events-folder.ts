import { createAuth0EventsHandler, createFolderStore } from '@dual-rum/identity-events';
import type { SQSEvent } from 'aws-lambda';

const handler = createAuth0EventsHandler({ store: createFolderStore('./events') });

export const keep = async (event: SQSEvent) => (await handler(event)).batchItemFailures;
