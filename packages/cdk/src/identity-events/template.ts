import type { IdentityModel, IdentityTemplate } from './model/IdentityTemplate.ts';
import { cognitoUsers } from './model/cognitoUsers.ts';
import { eventsToKafka } from './model/eventsToKafka.ts';
import { eventsToS3 } from './model/eventsToS3.ts';
import { forwarder } from './model/forwarder.ts';
import { usersToDynamoDb } from './model/usersToDynamoDb.ts';
import type { Auth0EventsForwarderOptions } from './options/Auth0EventsForwarderOptions.ts';
import type { Auth0EventsToS3Options } from './options/Auth0EventsToS3Options.ts';
import type { Auth0UsersToDynamoDbOptions } from './options/Auth0UsersToDynamoDbOptions.ts';
import type { CognitoEventsToKafkaOptions } from './options/CognitoEventsToKafkaOptions.ts';
import { checkAuth0EventsForwarder } from './options/checkAuth0EventsForwarder.ts';
import { checkAuth0EventsToS3 } from './options/checkAuth0EventsToS3.ts';
import { checkAuth0UsersToDynamoDb } from './options/checkAuth0UsersToDynamoDb.ts';
import { checkCognitoEventsToKafka } from './options/checkCognitoEventsToKafka.ts';
import { checkCognitoUsersToDynamoDb } from './options/checkCognitoUsersToDynamoDb.ts';
import type { CognitoUsersToDynamoDbOptions } from './options/CognitoUsersToDynamoDbOptions.ts';
import { functionFolder } from './functionFolder.ts';

/**
 * A CloudFormation template of `Auth0EventsToS3`, as plain JSON. Its `Code` is a folder of this machine, which
 * `aws cloudformation package` uploads.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * const template = createAuth0EventsToS3Template({
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 * });
 * writeFileSync('auth0-events.template.json', JSON.stringify(template, null, 2));
 */
export function createAuth0EventsToS3Template(options: Auth0EventsToS3Options): IdentityTemplate {
  const checked = checkAuth0EventsToS3(options);
  return printed('Auth0 events to S3', eventsToS3(checked, functionFolder('auth0-events-to-s3', options.code)));
}

/**
 * The same of `Auth0UsersToDynamoDb`.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * const template = createAuth0UsersToDynamoDbTemplate({
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 * });
 * writeFileSync('auth0-users.template.json', JSON.stringify(template, null, 2));
 */
export function createAuth0UsersToDynamoDbTemplate(options: Auth0UsersToDynamoDbOptions): IdentityTemplate {
  const checked = checkAuth0UsersToDynamoDb(options);
  return printed(
    'Auth0 users to DynamoDB',
    usersToDynamoDb(checked, functionFolder('auth0-users-to-dynamodb', options.code)),
  );
}

/**
 * The same of `Auth0EventsForwarder`, which has no function.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * const template = createAuth0EventsForwarderTemplate({
 *   eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
 *   dataRegion: 'eu-central-1',
 * });
 * writeFileSync('auth0-forwarder.template.json', JSON.stringify(template, null, 2));
 */
export function createAuth0EventsForwarderTemplate(options: Auth0EventsForwarderOptions): IdentityTemplate {
  return printed('Auth0 events to another region', forwarder(checkAuth0EventsForwarder(options)));
}

/**
 * The same of `CognitoEventsToKafka`. The user pool's triggers are set where it is made, with the output `TriggerFunctionArn`.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * const template = createCognitoEventsToKafkaTemplate({
 *   userPoolId: 'us-east-1_9aBcDeFgH',
 *   brokers: ['b-1.kafka.example.com:9093'],
 *   topic: 'identity-events',
 * });
 * writeFileSync('cognito-events.template.json', JSON.stringify(template, null, 2));
 */
export function createCognitoEventsToKafkaTemplate(options: CognitoEventsToKafkaOptions): IdentityTemplate {
  const checked = checkCognitoEventsToKafka(options);
  const code = {
    triggers: functionFolder('cognito-triggers-to-kafka', options.code?.triggers),
    events: functionFolder('cognito-events-to-kafka', options.code?.events),
  };
  return printed('Cognito events to Kafka', eventsToKafka(checked, code));
}

/**
 * The same of `CognitoUsersToDynamoDb`. A user pool names its triggers itself: give the output `FunctionArn` to its `LambdaConfig`,
 * as `PostConfirmation` and, with `onSignIn`, as `PostAuthentication`.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * const template = createCognitoUsersToDynamoDbTemplate({
 *   userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI',
 * });
 * writeFileSync('cognito-users.template.json', JSON.stringify(template, null, 2));
 */
export function createCognitoUsersToDynamoDbTemplate(options: CognitoUsersToDynamoDbOptions): IdentityTemplate {
  const checked = checkCognitoUsersToDynamoDb(options);
  return printed(
    'Cognito users to DynamoDB',
    cognitoUsers(checked, functionFolder('cognito-users-to-dynamodb', options.code)),
  );
}

const printed = (Description: string, { resources, outputs }: IdentityModel): IdentityTemplate => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description,
  Resources: resources,
  Outputs: outputs,
});

export { OptionError } from '../OptionError.ts';
export type { Json } from '../model/intrinsics.ts';
export type { Output } from '../model/Template.ts';
export type {
  IdentityResource,
  IdentityResources,
  IdentityResourceType,
  IdentityTemplate,
} from './model/IdentityTemplate.ts';
export type { Auth0EventsForwarderOptions } from './options/Auth0EventsForwarderOptions.ts';
export type { Auth0EventsToS3Options, EventFormat, ExistingBucket } from './options/Auth0EventsToS3Options.ts';
export type { Auth0UsersToDynamoDbOptions, ExistingTable } from './options/Auth0UsersToDynamoDbOptions.ts';
export type {
  CognitoEventsToKafkaOptions,
  KafkaAuthentication,
  KafkaSecret,
  KafkaVpc,
  UsersQueue,
} from './options/CognitoEventsToKafkaOptions.ts';
export type { CognitoUsersToDynamoDbOptions } from './options/CognitoUsersToDynamoDbOptions.ts';
export type { AlarmOptions, PipelineOptions } from './options/PipelineOptions.ts';
