import { startDualRum } from './startDualRum.ts';

startDualRum('guest');
