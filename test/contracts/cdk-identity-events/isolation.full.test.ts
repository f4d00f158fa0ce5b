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
import { decide } from '../cdk/simulate.ts';
import { deploymentOf, type Policy } from './deployment.ts';
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

it('the function writes to one topic of a provisioned cluster that is known only at deployment', async () => {
  const provisioned = 'arn:aws:kafka:us-east-1:123456789012:cluster/store/5d1c0a2e-6d3c-4f7e-9a70-5b0c6a1f2d3e-7';
  const token = '${Token[Cluster.Arn.1]}';
  const made = createCognitoEventsToKafkaTemplate({
    ...kafkaCases[0]!.options,
    auth: { kind: 'iam', clusterArn: token },
  });
  const deployed = deploymentOf(JSON.parse(JSON.stringify(made).replaceAll(token, provisioned)) as object);
  const role = deployed.find('FunctionRole')!;
  const [{ PolicyDocument }] = role.properties['Policies'] as [{ PolicyDocument: Policy }];
  const may = (action: string, resource: string) =>
    decide({ roleArn: role.arn, identityPolicies: [PolicyDocument], resourcePolicy: undefined, action, resource });
  const topic = provisioned.replace(':cluster/', ':topic/');
  expect(await may('kafka-cluster:Connect', provisioned)).toBe('allow');
  expect(await may('kafka-cluster:WriteData', `${topic}/identity-events`)).toBe('allow');
  expect(await may('kafka-cluster:WriteData', `${topic}/other`)).not.toBe('allow');
  expect(await may('kafka-cluster:WriteData', `${topic.replace('/store/', '/shop/')}/identity-events`)).not.toBe(
    'allow',
  );
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
