import { createCognitoEventsToKafka } from './createCognitoEventsToKafka.ts';

export const handler = createCognitoEventsToKafka(process.env);
