import { App, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CognitoEventsToKafka } from '@dual-rum/cdk/identity-events';

const stack = new Stack(new App(), 'Shop');
const users = new UserPool(stack, 'Users');

const events = new CognitoEventsToKafka(stack, 'CognitoEvents', {
  userPoolId: users.userPoolId,
  brokers: ['boot-a1b2c3d4.c1.kafka-serverless.us-east-1.amazonaws.com:9098'],
  topic: 'identity-events',
  auth: {
    kind: 'iam',
    clusterArn: 'arn:aws:kafka:us-east-1:123456789012:cluster/shop/0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e-s1',
  },
  vpc: { subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] },
});
events.addTriggersTo(users);
