import { survives } from './hostile.ts';

survives(60);
