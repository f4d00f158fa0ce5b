import { others } from './cells.ts';
import { faultMatrix } from './faultMatrix.ts';

faultMatrix(others);
