import { it } from 'vitest';
import { decidesAsIamSimulate } from './evaluator.ts';

it('the console decides as iam-simulate does, 300 times', () => decidesAsIamSimulate(300));
