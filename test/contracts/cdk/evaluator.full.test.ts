import { it } from 'vitest';
import { decidesAsIamSimulate } from './evaluator.ts';

it('the console decides as iam-simulate does, 20,000 times', () => decidesAsIamSimulate(20_000));
