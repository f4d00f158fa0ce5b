/** A page of an app with session replay: the full client of aws-rum-web. */
import { AwsRum } from 'aws-rum-web';
import { beginPage } from './pageSdk.ts';

beginPage({ AwsRum });
