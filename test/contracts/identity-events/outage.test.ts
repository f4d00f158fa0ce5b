import { beforeAll } from 'vitest';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { outage } from './outage.ts';

beforeAll(() => ensureBuilt('identity-events'));

outage(2);
