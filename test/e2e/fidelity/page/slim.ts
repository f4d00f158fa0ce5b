import { dualRum } from './dualRum.ts';
import { start } from './start.ts';

start(dualRum());
