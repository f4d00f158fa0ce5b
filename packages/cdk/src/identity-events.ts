export { Auth0EventsForwarder } from './identity-events/construct/Auth0EventsForwarder.ts';
export { Auth0EventsToS3 } from './identity-events/construct/Auth0EventsToS3.ts';
export { Auth0UsersToDynamoDb } from './identity-events/construct/Auth0UsersToDynamoDb.ts';
export { CognitoEventsToKafka } from './identity-events/construct/CognitoEventsToKafka.ts';
export type { UserTrigger } from './identity-events/construct/addTriggers.ts';
export { CognitoUsersToDynamoDb } from './identity-events/construct/CognitoUsersToDynamoDb.ts';
export type { CognitoUsersToDynamoDbProps } from './identity-events/construct/CognitoUsersToDynamoDb.ts';
export { OptionError } from './OptionError.ts';
export type { Auth0EventsForwarderOptions } from './identity-events/options/Auth0EventsForwarderOptions.ts';
export type {
  Auth0EventsToS3Options,
  EventFormat,
  ExistingBucket,
} from './identity-events/options/Auth0EventsToS3Options.ts';
export type {
  Auth0UsersToDynamoDbOptions,
  ExistingTable,
} from './identity-events/options/Auth0UsersToDynamoDbOptions.ts';
export type {
  CognitoEventsToKafkaOptions,
  KafkaAuthentication,
  KafkaSecret,
  KafkaVpc,
  UsersQueue,
} from './identity-events/options/CognitoEventsToKafkaOptions.ts';
export type { CognitoUsersToDynamoDbOptions } from './identity-events/options/CognitoUsersToDynamoDbOptions.ts';
export type { AlarmOptions, PipelineOptions } from './identity-events/options/PipelineOptions.ts';
