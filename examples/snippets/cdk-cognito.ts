import { aws_cognito as cognito, type Stack } from 'aws-cdk-lib';
import { DualRum } from '@dual-rum/cdk';

declare const stack: Stack;
declare const users: cognito.UserPool;
declare const webClient: cognito.UserPoolClient;

const rum = new DualRum(stack, 'Rum', {
  name: 'Shop',
  domains: ['shop.example.com', '*.shop.example.com'],
  signIn: { userPool: { userPoolId: users.userPoolId, clientIds: [webClient.userPoolClientId] } },
  lockAuthenticated: true,
  dashboard: true,
  guestVolumeAlarm: { eventsPerHour: 100_000 },
});
rum.authenticatedMonitor.addPropertyOverride('AppMonitorConfiguration.FavoritePages', ['/checkout']);
