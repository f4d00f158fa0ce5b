import { createAuth0EventsToS3 } from './createAuth0EventsToS3.ts';

export const handler = createAuth0EventsToS3(process.env);
