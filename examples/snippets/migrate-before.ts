import { AwsRum } from 'aws-rum-web';

export const rum = new AwsRum('6c2d…', '1.4.0', 'us-east-1', {
  identityPoolId: 'us-east-1:41c0…',
  telemetries: ['errors', 'performance', 'http'],
  allowCookies: true,
});
