import { App, Stack } from 'aws-cdk-lib';
import { Auth0EventsForwarder, Auth0EventsToS3 } from '@dual-rum/cdk/identity-events';

const app = new App();
const account = '123456789012';
const eventBusName = 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs';

const data = new Stack(app, 'IdentityData', { env: { region: 'eu-central-1', account } });
new Auth0EventsToS3(data, 'Events', { eventBusName, forwarded: true });

const source = new Stack(app, 'IdentitySource', { env: { region: 'us-east-1', account } });
new Auth0EventsForwarder(source, 'Forwarder', { eventBusName, dataRegion: 'eu-central-1', to: 'auth0-events' });
// The bus is there before anything is sent to it.
source.addStackDependency(data);
