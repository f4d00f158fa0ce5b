import { credentialsContract, USUAL } from './contract.ts';
import { useShop } from './useShop.ts';

credentialsContract('first', useShop(), USUAL);
