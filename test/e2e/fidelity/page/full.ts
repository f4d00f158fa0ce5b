import { AwsRum } from 'aws-rum-web';
import { dualRum } from './dualRum.ts';
import { start } from './start.ts';

start(dualRum(AwsRum));
