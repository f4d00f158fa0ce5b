import { AwsRum, type AwsRumConfig } from 'aws-rum-web';
import type { Target, Wiring } from './subject.ts';

/** One plain instance of aws-rum-web. */
export function awsRum(
  { region, endpoint, config }: Wiring,
  { appMonitorId, credentials }: Target,
  more: AwsRumConfig = {},
): AwsRum {
  const rum = new AwsRum(appMonitorId, '1.0.0', region, { ...config, endpoint, ...more });
  rum.setAwsCredentials(credentials);
  return rum;
}
