import { resolve } from 'node:path';
import { App, aws_cognito, aws_lambda, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { checkCognitoEventsToKafka } from '../options/checkCognitoEventsToKafka.ts';
import { CognitoEventsToKafka } from './CognitoEventsToKafka.ts';
import { CognitoUsersToDynamoDb } from './CognitoUsersToDynamoDb.ts';

// Any folder will do: nothing runs here.
const folder = resolve(import.meta.dirname, '../sql');
const code = { triggers: folder, events: folder };
const options = { userPoolId: 'us-east-1_9aBcDeFgH', brokers: ['b-1.example.com:9093'], topic: 'identity-events' };
const CLUSTER = 'arn:aws:kafka:us-east-1:123456789012:cluster/shop/0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e-s1';
const newStack = () => new Stack(new App(), 'Identity');
const fn = (stack: Stack) =>
  aws_lambda.Function.fromFunctionArn(stack, 'Own', 'arn:aws:lambda:us-east-1:123456789012:function:own');
const TRIGGERS = ['PreSignUp', 'PostConfirmation', 'PreAuthentication', 'PostAuthentication', 'PreTokenGeneration'];

function configOf(stack: Stack): Record<string, unknown> {
  const [pool] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPool'));
  return (pool as { Properties: { LambdaConfig: Record<string, unknown> } }).Properties.LambdaConfig;
}

describe('CognitoEventsToKafka', () => {
  it('adds its triggers to a user pool of the same app, which depends on it and not the other way', () => {
    const stack = newStack();
    const userPool = new aws_cognito.UserPool(stack, 'Users');
    const events = new CognitoEventsToKafka(stack, 'Events', { ...options, code, userPoolId: userPool.userPoolId });
    events.addTriggersTo(userPool);
    const config = configOf(stack);
    expect(Object.keys(config).sort()).toEqual([...TRIGGERS].sort());
    const arn = stack.resolve(events.triggerFunction.attrArn) as unknown;
    for (const value of Object.values(config)) expect(value).toEqual(arn);
  });

  it.each(['UserPool', 'CfnUserPool'] as const)('adds its triggers beside those that a %s has', (kind) => {
    const stack = newStack();
    const userPool =
      kind === 'UserPool'
        ? new aws_cognito.UserPool(stack, 'Users', { lambdaTriggers: { customMessage: fn(stack) } })
        : new aws_cognito.CfnUserPool(stack, 'Users', { lambdaConfig: { customMessage: fn(stack).functionArn } });
    new CognitoEventsToKafka(stack, 'Events', { ...options, code }).addTriggersTo(userPool, ['postAuthentication']);
    expect(Object.keys(configOf(stack)).sort()).toEqual(['CustomMessage', 'PostAuthentication']);
  });

  it.each(['UserPool', 'CfnUserPool'] as const)('says which trigger a %s has a function for already', (kind) => {
    const stack = newStack();
    const userPool =
      kind === 'UserPool'
        ? new aws_cognito.UserPool(stack, 'Users', { lambdaTriggers: { postConfirmation: fn(stack) } })
        : new aws_cognito.CfnUserPool(stack, 'Users', { lambdaConfig: { postConfirmation: fn(stack).functionArn } });
    const events = new CognitoEventsToKafka(stack, 'Events', { ...options, code });
    expect(() => events.addTriggersTo(userPool)).toThrow(
      /^triggers: Identity\/Users.* has a function for postConfirmation already, and takes one for each trigger\. .*leave it out: addTriggersTo\(userPool, \["preSignUp","preAuthentication"/,
    );
    events.addTriggersTo(userPool, ['preSignUp']);
    expect(Object.keys(configOf(stack)).sort()).toEqual(['PostConfirmation', 'PreSignUp']);
  });

  it('hands new users to a CognitoUsersToDynamoDb of the same user pool, which takes one function for each trigger', () => {
    const stack = newStack();
    const userPool = new aws_cognito.UserPool(stack, 'Pool');
    const users = new CognitoUsersToDynamoDb(stack, 'Users', {
      userPoolArn: userPool.userPoolArn,
      encryption: 'kms',
      code: folder,
    });
    const { usersQueue } = users;
    const events = new CognitoEventsToKafka(stack, 'Events', { ...options, code, usersQueue });
    events.addTriggersTo(userPool);
    expect(Object.keys(configOf(stack)).sort()).toEqual([...TRIGGERS].sort());
    const template = Template.fromStack(stack);
    const queue = stack.resolve(users.queue.logicalId) as string;
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Cognito triggers to Kafka',
      Environment: { Variables: { USERS_QUEUE_URL: { Ref: queue } } },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: 'Cognito triggers to Kafka: put into the queue',
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: { 'Fn::GetAtt': [queue, 'Arn'] } },
              {
                Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
                Effect: 'Allow',
                Resource: stack.resolve(usersQueue.keyArn) as unknown,
              },
            ]),
          },
        },
      ],
    });
    expect(usersQueue.keyArn).toBeDefined();
  });

  it.each(['the Kafka function first', 'the DynamoDB function first'])(
    'says how both share a user pool: %s',
    (first) => {
      const stack = newStack();
      const userPool = new aws_cognito.UserPool(stack, 'Pool');
      const events = new CognitoEventsToKafka(stack, 'Events', { ...options, code });
      const makers: (() => unknown)[] = [
        () => events.addTriggersTo(userPool),
        () => new CognitoUsersToDynamoDb(stack, 'Users', { userPool, code: folder }),
      ];
      if (first.includes('Dynamo')) makers.reverse();
      makers[0]!();
      expect(makers[1]!).toThrow(/userPoolArn instead of userPool.* usersQueue/);
    },
  );

  it('makes the ARN of the topic of a cluster that is known only at deployment', () => {
    const stack = newStack();
    const clusterArn = new CfnParameter(stack, 'Cluster').valueAsString;
    new CognitoEventsToKafka(stack, 'Events', { ...options, code, auth: { kind: 'iam', clusterArn } });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(
      JSON.stringify({
        'Fn::Join': [
          '',
          [{ 'Fn::Join': [':topic/', { 'Fn::Split': [':cluster/', { Ref: 'Cluster' }] }] }, '/identity-events'],
        ],
      }),
    );
  });

  it.each([
    ['UserPool', 'V2_0'],
    ['UserPool', 'V3_0'],
    ['CfnUserPool', 'V3_0'],
  ] as const)('asks a %s for %s of token generation', (kind, tokenGenerationVersion) => {
    const stack = newStack();
    const userPool =
      kind === 'UserPool' ? new aws_cognito.UserPool(stack, 'Users') : new aws_cognito.CfnUserPool(stack, 'Users');
    const events = new CognitoEventsToKafka(stack, 'Events', { ...options, code });
    events.addTriggersTo(userPool, undefined, { tokenGenerationVersion });
    const arn = stack.resolve(events.triggerFunction.attrArn) as unknown;
    const config = configOf(stack);
    expect(config).toMatchObject({
      PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: tokenGenerationVersion },
    });
    expect(config).not.toHaveProperty('PreTokenGeneration');
  });

  it('says where to set the triggers of a user pool that is made elsewhere', () => {
    const stack = newStack();
    const imported = aws_cognito.UserPool.fromUserPoolId(stack, 'Users', options.userPoolId);
    const events = new CognitoEventsToKafka(stack, 'Events', { ...options, code });
    expect(() => events.addTriggersTo(imported)).toThrow('Where it is made, set the function of the output');
  });

  it('waits with the log export until it may call the function', () => {
    const stack = newStack();
    new CognitoEventsToKafka(stack, 'Events', { ...options, code, logExportGroupName: '/cognito/shop' });
    const [filter] = Object.values(Template.fromStack(stack).findResources('AWS::Logs::SubscriptionFilter'));
    expect((filter as { DependsOn: string[] }).DependsOn).toEqual([expect.stringContaining('LogExportPermission')]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no user pool', { userPoolId: undefined }, 'userPoolId', "the id of a user pool: 'us-east-1_9aBcDeFgH'"],
    ['no brokers', { brokers: [] }, 'brokers', 'a list'],
    ['a broker without a port', { brokers: ['b-1'] }, 'brokers[0]', 'host:port'],
    ['a topic with a slash', { topic: 'a/b' }, 'topic', 'letters, digits'],
    ['authentication by name', { auth: 'iam' }, 'auth', "{ kind: 'none' | 'iam' | 'scram' | 'mtls', … }"],
    ['IAM without a cluster', { auth: { kind: 'iam' } }, 'auth.clusterArn', 'the ARN of an MSK cluster'],
    ['SCRAM without a secret', { auth: { kind: 'scram' } }, 'auth.secret', 'an object'],
    ['a secret by name', { auth: { kind: 'mtls', secret: { arn: 'x' } } }, 'auth.secret.arn', 'the ARN of a secret'],
    ['IAM without TLS', { auth: { kind: 'iam', clusterArn: CLUSTER }, tls: false }, 'tls', 'true with auth iam'],
    ['half of a network', { vpc: { subnetIds: ['subnet-0a'] } }, 'vpc.securityGroupIds', 'a list of ids'],
    ['a deadline past Cognito’s', { deadlineMilliseconds: 5000 }, 'deadlineMilliseconds', 'from 100 to 4500'],
    ['a log group by its ARN', { logExportGroupName: 'arn:aws:logs:x' }, 'logExportGroupName', 'not its ARN'],
    ['a misspelt option', { broker: 'x' }, 'broker', 'unknown; options takes'],
    ['a certificate by its file', { ca: 'ca.pem' }, 'ca', 'a certificate in PEM'],
  ])('refuses %s', (_, wrong, option, message) => {
    const check = () => checkCognitoEventsToKafka({ ...options, ...wrong });
    expect(check).toThrow(new RegExp(`^${option.replace(/[[\].]/g, '\\$&')}: `));
    expect(check).toThrow(message);
  });
});
