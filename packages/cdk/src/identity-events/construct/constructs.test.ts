import { resolve } from 'node:path';
import { App, aws_cognito, aws_dynamodb, aws_events, aws_lambda, aws_s3, aws_sqs, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { Auth0EventsForwarder } from './Auth0EventsForwarder.ts';
import { Auth0EventsToS3 } from './Auth0EventsToS3.ts';
import { Auth0UsersToDynamoDb } from './Auth0UsersToDynamoDb.ts';
import { CognitoUsersToDynamoDb } from './CognitoUsersToDynamoDb.ts';

const eventBusName = 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs';
// Any folder will do: nothing runs here.
const code = resolve(import.meta.dirname, '../sql');
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:own';
const newStack = (region = 'us-east-1') =>
  new Stack(new App(), 'Identity', { env: { region, account: '123456789012' } });

describe('the constructs', () => {
  it('make the CDK’s own classes, within reach', () => {
    const stack = newStack();
    const events = new Auth0EventsToS3(stack, 'Events', { eventBusName, code });
    const users = new Auth0UsersToDynamoDb(stack, 'Users', { eventBusName, code });
    expect(events.queue).toBeInstanceOf(aws_sqs.CfnQueue);
    expect(events.bucket).toBeInstanceOf(aws_s3.CfnBucket);
    expect(events.function).toBeInstanceOf(aws_lambda.CfnFunction);
    expect(users.table).toBeInstanceOf(aws_dynamodb.CfnTable);
    expect(users.eventBus).toBeUndefined();
    events.function.addPropertyOverride('Environment.Variables.POWERTOOLS_LOG_LEVEL', 'DEBUG');
    Tags.of(stack).add('team', 'identity');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { POWERTOOLS_LOG_LEVEL: 'DEBUG', FORMATS: 'csv,parquet' } },
      Tags: [{ Key: 'team', Value: 'identity' }],
    });
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.resourceCountIs('AWS::SQS::Queue', 4);
  });

  it('take a bus that the CDK knows only when it deploys', () => {
    const stack = newStack();
    const parameter = new aws_events.EventBus(stack, 'Bus').eventBusName;
    new Auth0EventsToS3(stack, 'Events', { eventBusName: parameter, code });
    const reference = stack.resolve(parameter) as object;
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventBusName: reference,
      EventPattern: { source: [reference], detail: { data: { type: ['s'] } } },
    });
  });

  it('send from the region of the partner bus to the one of the data, by names that both know', () => {
    const data = newStack('eu-central-1');
    const events = new Auth0EventsToS3(data, 'Events', { eventBusName, code, forwarded: true });
    expect(events.eventBus!.name).toBe('auth0-events');
    const source = newStack();
    const forwarder = new Auth0EventsForwarder(source, 'Forwarder', { eventBusName, dataRegion: data.region });
    expect(forwarder.rule.eventBusName).toBe(eventBusName);
    Template.fromStack(source).hasResourceProperties('AWS::Events::Rule', {
      Targets: [
        {
          Arn: {
            'Fn::Sub': [
              'arn:${AWS::Partition}:events:${DataRegion}:${AWS::AccountId}:event-bus/auth0-events',
              { DataRegion: 'eu-central-1' },
            ],
          },
        },
      ],
    });
  });

  it('fail where they are made, naming the option', () => {
    expect(() => new Auth0EventsToS3(newStack(), 'Events', { eventBusName: 'default', code })).toThrow(
      'eventBusName: "default" given; it must be the partner event bus',
    );
  });
});

describe('the triggers of a user pool', () => {
  const make = (pool: (stack: Stack) => aws_cognito.UserPool | aws_cognito.CfnUserPool, onSignIn = true) => {
    const stack = new Stack(new App(), 'Shop');
    const userPool = pool(stack);
    const users = new CognitoUsersToDynamoDb(stack, 'Users', { code, userPool, onSignIn });
    return { stack, userPool, users };
  };
  const configOf = (stack: Stack): unknown => {
    const { Resources } = Template.fromStack(stack).toJSON() as {
      Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
    };
    return Object.values(Resources).find(({ Type }) => Type === 'AWS::Cognito::UserPool')?.Properties['LambdaConfig'];
  };
  const arn = { 'Fn::GetAtt': [expect.stringMatching(/^UsersFunction/) as string, 'Arn'] };

  it.each([
    ['UserPool', (stack: Stack) => new aws_cognito.UserPool(stack, 'Pool')],
    ['CfnUserPool', (stack: Stack) => new aws_cognito.CfnUserPool(stack, 'Pool')],
  ])('are added to a %s', (_, pool) => {
    expect(configOf(make(pool).stack)).toEqual({ PostConfirmation: arn, PostAuthentication: arn });
    expect(configOf(make(pool, false).stack)).toEqual({ PostConfirmation: arn });
  });

  it('stand beside others that the user pool has', () => {
    const { stack } = make((at) => new aws_cognito.CfnUserPool(at, 'Pool', { lambdaConfig: { preSignUp: 'arn:pre' } }));
    expect(configOf(stack)).toEqual({ PreSignUp: 'arn:pre', PostConfirmation: arn, PostAuthentication: arn });
  });

  it.each([
    [
      'UserPool',
      (stack: Stack) =>
        new aws_cognito.UserPool(stack, 'Pool', {
          lambdaTriggers: { postConfirmation: aws_lambda.Function.fromFunctionArn(stack, 'Own', FUNCTION_ARN) },
        }),
    ],
    [
      'CfnUserPool',
      (stack: Stack) =>
        new aws_cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: { postConfirmation: FUNCTION_ARN } }),
    ],
  ])('are refused by a %s that has one, with the way out', (_, pool) => {
    expect(() => make(pool)).toThrow(/^userPool: Shop\/Pool.* has a function for postConfirmation already/);
    expect(() => make(pool)).toThrow('let any other call this function with its event');
  });

  it('are not taken away by whoever adds one later', () => {
    const { stack, userPool } = make((at) => new aws_cognito.UserPool(at, 'Pool'));
    const later = aws_lambda.Function.fromFunctionArn(stack, 'Later', FUNCTION_ARN);
    expect(() =>
      (userPool as aws_cognito.UserPool).addTrigger(aws_cognito.UserPoolOperation.POST_CONFIRMATION, later),
    ).toThrow('already exists');
  });
});
