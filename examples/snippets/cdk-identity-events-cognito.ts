import { App, aws_cognito as cognito, Stack } from 'aws-cdk-lib';
import { CognitoUsersToDynamoDb } from '@dual-rum/cdk/identity-events';

const stack = new Stack(new App(), 'Identity', { env: { region: 'eu-west-1', account: '123456789012' } });
const userPool = new cognito.UserPool(stack, 'UserPool');

new CognitoUsersToDynamoDb(stack, 'NewUsers', { userPool, profileTable: true });
