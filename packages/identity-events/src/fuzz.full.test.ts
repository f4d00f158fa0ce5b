import { describe } from 'vitest';
import { fuzzParseAuth0Event } from './auth0/fuzzParseAuth0Event.testing.ts';
import { fuzzParseAuth0UserChange } from './auth0/fuzzParseAuth0UserChange.testing.ts';
import { fuzzCognitoMessages } from './functions/fuzzCognitoMessages.testing.ts';
import { fuzzParseCognitoCloudTrail } from './cognito/fuzzParseCognitoCloudTrail.testing.ts';
import { fuzzParseCognitoTrigger } from './cognito/fuzzParseCognitoTrigger.testing.ts';
import { fuzzParseCognitoUserAuthEvent } from './cognito/fuzzParseCognitoUserAuthEvent.testing.ts';
import { anyOrder } from './dynamodb/anyOrder.testing.ts';

const RUNS = 10_000;

describe('parseAuth0Event', () => fuzzParseAuth0Event(RUNS));
describe('parseAuth0UserChange', () => fuzzParseAuth0UserChange(RUNS));
describe('parseCognitoTrigger', () => fuzzParseCognitoTrigger(RUNS));
describe('parseCognitoCloudTrail', () => fuzzParseCognitoCloudTrail(RUNS));
describe('parseCognitoUserAuthEvent', () => fuzzParseCognitoUserAuthEvent(RUNS));
describe('messages of Cognito', () => fuzzCognitoMessages(RUNS));
describe('planWrite', () => anyOrder(2000));
