import { createCognitoUsersToDynamoDb } from './createCognitoUsersToDynamoDb.ts';

export const handler = createCognitoUsersToDynamoDb(process.env);
