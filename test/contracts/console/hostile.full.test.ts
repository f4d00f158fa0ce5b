import { vi } from 'vitest';
import { survives } from './hostile.ts';

vi.setConfig({ testTimeout: 1_200_000 });
survives(10_000);
