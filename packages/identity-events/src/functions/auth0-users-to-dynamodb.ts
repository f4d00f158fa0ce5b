import { createAuth0UsersToDynamoDb } from './createAuth0UsersToDynamoDb.ts';

export const handler = createAuth0UsersToDynamoDb(process.env);
