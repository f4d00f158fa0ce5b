import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { createDualRum } from '@dual-rum/browser';
import { amplifySource } from '@dual-rum/browser/cognito';

// First: whoever asks an Amplify that is not configured gets an error.
Amplify.configure({ Auth: { Cognito: { userPoolId: 'us-east-1_4ea2…', userPoolClientId: '5k2a…' } } });

export const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  auth: amplifySource({ Hub, fetchAuthSession, getCurrentUser }),
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', identityPoolId: 'us-east-1:41c0…' },
});
