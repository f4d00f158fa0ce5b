import { ofVendors, own } from './clients.ts';
import { authSourceContract } from './contract.ts';

authSourceContract('all', own, ...ofVendors);
