import { AwsRum } from 'aws-rum-web';
import { begin } from './begin.ts';

const { monitors, region, endpoint, credentials } = migrating;
begin((config) => {
  const rum = new AwsRum(monitors.before, '1.4.0', region, { endpoint, ...config });
  rum.setAwsCredentials(credentials);
  return rum;
});
