import { it } from 'vitest';
import { decidesAsIamSimulate } from './evaluator.ts';

it('the console decides as iam-simulate does, 1,000 times', () => decidesAsIamSimulate(1000));
