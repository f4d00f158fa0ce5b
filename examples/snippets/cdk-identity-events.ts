import { App, Stack } from 'aws-cdk-lib';
import { Auth0EventsToS3, Auth0UsersToDynamoDb } from '@dual-rum/cdk/identity-events';

const stack = new Stack(new App(), 'Identity', { env: { region: 'us-east-1', account: '123456789012' } });
const eventBusName = 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs';

new Auth0EventsToS3(stack, 'Events', { eventBusName });
new Auth0UsersToDynamoDb(stack, 'Users', { eventBusName });
