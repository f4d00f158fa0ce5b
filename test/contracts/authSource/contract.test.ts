import { oneOfEach, own } from './clients.ts';
import { authSourceContract } from './contract.ts';

authSourceContract('first', own, ...oneOfEach);
