import { ofVendors } from './clients.ts';
import { authSourceContract } from './contract.ts';

authSourceContract('all', ...ofVendors);
