import { createCognitoTriggersToKafka } from './createCognitoTriggersToKafka.ts';

export const handler = createCognitoTriggersToKafka(process.env);
