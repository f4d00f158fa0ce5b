import { AwsRum } from 'aws-rum-web';
import { applicationVersion, config } from './config.ts';

const { appMonitors, credentials, region, endpoint } = given;
const rum = new AwsRum(appMonitors.plain, applicationVersion, region, { ...config(), endpoint });
rum.setAwsCredentials(credentials.plain);
globalThis.subject = rum;
