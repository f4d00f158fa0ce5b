import type { UserChange } from '../model/UserChange.ts';
import { planWrite, type WriteMode } from './planWrite.ts';
import type { UserItem } from './UserItem.ts';
import type { Condition, UserTable } from './UserTable.ts';

/** How often a write is tried while others write the same user. */
const TRIES = 8;

/** Changes that leave nothing of what was there before them. */
const ALONE: ReadonlySet<UserChange['kind']> = new Set(['profile', 'deleted']);

/**
 * Writes a change into the table, unless what is there says more.
 *
 * The first try does without reading: it holds for whoever is not in the table, and for a whole profile or a deletion that
 * is newer than all that is there. Where it does not hold, DynamoDB answers with the item, and the next try goes by that.
 */
export async function applyChange(
  table: UserTable,
  change: UserChange,
  mode: WriteMode,
): Promise<'delivered' | 'ignored'> {
  let seen: UserItem | undefined;
  // Field by field, a profile has to know the one before it.
  const alone = ALONE.has(change.kind) && !(mode === 'update' && change.kind === 'profile');
  let condition: Condition = alone ? { kind: 'older', than: change.at } : { kind: 'absent' };
  for (let tries = 0; tries < TRIES; tries++) {
    const plan = planWrite(seen, change, mode);
    if (plan.kind === 'ignore') return 'ignored';
    const result = await table.write(change.userId, plan, condition);
    if (result.written) return 'delivered';
    seen = result.current;
    condition = seen ? { kind: 'unchanged', since: seen } : { kind: 'absent' };
  }
  throw new Error(`The user was changed by others ${TRIES} times in a row. The message is tried again.`);
}
