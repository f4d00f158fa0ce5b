import { startDualRum } from './startDualRum.ts';

startDualRum('authenticated');
