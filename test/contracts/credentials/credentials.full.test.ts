import { credentialsContract } from './contract.ts';
import { useShop } from './useShop.ts';

credentialsContract('others', useShop());
