import { AwsRum } from 'aws-rum-web';
import { config, credentials, plainId } from './settings.ts';

globalThis.create = () => {
  const rum = new AwsRum(plainId, '1.0.0', 'us-east-1', { ...config, endpoint: location.origin });
  rum.setAwsCredentials(credentials);
  return rum;
};
