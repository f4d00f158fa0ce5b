import { own, ofVendors } from './clients.ts';
import { authSourceContract } from './contract.ts';

authSourceContract('all', own);
authSourceContract('first', ...ofVendors);
