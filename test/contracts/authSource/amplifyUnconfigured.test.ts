import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { expect, it } from 'vitest';
import { amplifySource } from '@dual-rum/browser/cognito';

it('an Amplify that is not configured is named, and once it is configured the source answers', async () => {
  const source = amplifySource({ Hub, fetchAuthSession, getCurrentUser });
  await expect(source.current()).rejects.toThrow(/^Amplify is not configured: call Amplify\.configure/);
  Amplify.configure({ Auth: { Cognito: { userPoolId: 'us-east-1_4ea21', userPoolClientId: '5k2a' } } });
  expect(await source.current()).toBeNull();
});
