import { smoke } from './cells.ts';
import { faultMatrix } from './faultMatrix.ts';

faultMatrix(smoke);
