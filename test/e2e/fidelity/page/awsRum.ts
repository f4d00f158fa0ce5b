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

/** A dispatch sends one batch; a burst of 150 events is 22 of them where a batch takes 7. */
const ROUNDS = 30;

/** Sends all that an instance holds. */
export async function drain(rum: AwsRum): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    rum.dispatch();
    await new Promise((later) => setTimeout(later, 50));
  }
  return true;
}
