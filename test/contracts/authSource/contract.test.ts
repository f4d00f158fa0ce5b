import { oneOfEach, own } from './clients.ts';
import { authSourceContract } from './contract.ts';

authSourceContract('all', own);
authSourceContract('first', ...oneOfEach);
