import type { EngineName } from '../../../support/engines/Engine.ts';
import { journeyOf } from '../journey/arbitrary.ts';
import type { Task } from './campaign.ts';

/**
 * Whether all of a journey is promised to arrive in an engine: Firefox may lose what an app records in the `pagehide` of a tab that closes,
 * as README.md says. With faults, all journeys close a tab.
 */
export function isPromised(engine: EngineName, { seed, length, subject, faulty }: Task): boolean {
  const { end, setup } = journeyOf(seed, length, subject, faulty);
  return engine !== 'firefox' || setup.lastWords === 'none' || (end === 'flush' && !faulty);
}
