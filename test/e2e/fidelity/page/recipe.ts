import { handWired } from './handWired.ts';
import { start } from './start.ts';

start(handWired);
