import { beforeAll } from 'vitest';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { hanging, outage } from './outage.ts';

beforeAll(() => ensureBuilt('identity-events'));

outage(60);
hanging();
