import {
  createAuth0EventsForwarderTemplate,
  createAuth0EventsToS3Template,
  createAuth0UsersToDynamoDbTemplate,
  createCognitoEventsToKafkaTemplate,
  createCognitoUsersToDynamoDbTemplate,
} from '@dual-rum/cdk/identity-events/template';
import { describe, expect, it } from 'vitest';
import { cognitoUserCases, eventCases, forwarderCases, kafkaCases, userCases } from './cases.ts';
import { checks, problemsOf, type CheckName } from './checks.ts';
import { deploymentOf } from './deployment.ts';
import { mutants, originals } from './mutants.ts';

const deployed = [
  ...eventCases.map(({ title, options }) => ({
    title: `events: ${title}`,
    made: createAuth0EventsToS3Template(options),
  })),
  ...userCases.map(({ title, options }) => ({
    title: `users: ${title}`,
    made: createAuth0UsersToDynamoDbTemplate(options),
  })),
  ...kafkaCases.map(({ title, options }) => ({
    title: `Kafka: ${title}`,
    made: createCognitoEventsToKafkaTemplate(options),
  })),
  ...cognitoUserCases.map(({ title, options }) => ({
    title: `Cognito users: ${title}`,
    made: createCognitoUsersToDynamoDbTemplate(options),
  })),
  ...forwarderCases.map(({ title, options }) => ({
    title: `forwarder: ${title}`,
    made: createAuth0EventsForwarderTemplate(options),
  })),
];

it.each(deployed)('nothing is wrong with $title', async ({ made }) => {
  expect(await problemsOf(deploymentOf(made))).toEqual({});
});

describe('a mistake that deploys is caught:', () => {
  it.each(Object.entries(originals))('there is none in: %s', async (_, original) => {
    expect(await problemsOf(deploymentOf(original()))).toEqual({});
  });

  it.each(mutants)('$title', async ({ of, mutate, caughtBy }) => {
    const template = structuredClone(originals[of]());
    mutate(template.Resources, template.Outputs);
    expect(Object.keys(await problemsOf(deploymentOf(template), [caughtBy]))).toEqual([caughtBy]);
  });

  it('in more than ninety ways, each check by at least one', () => {
    expect(mutants.length).toBeGreaterThan(90);
    expect(new Set(mutants.map(({ caughtBy }) => caughtBy))).toEqual(new Set(Object.keys(checks) as CheckName[]));
  });
});
