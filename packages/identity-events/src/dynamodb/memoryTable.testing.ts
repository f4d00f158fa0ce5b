import type { UserItem } from './UserItem.ts';
import type { Condition, UserTable } from './UserTable.ts';

/** A table in memory, for unit tests of what decides; the real one is tested against DynamoDB Local. */
export function memoryTable(): UserTable & { items: Map<string, UserItem> } {
  const items = new Map<string, UserItem>();
  return {
    items,
    write(userId, plan, condition) {
      const current = items.get(userId);
      if (!holds(condition, current)) return Promise.resolve({ written: false, current });
      if (plan.kind === 'put') items.set(userId, plan.item);
      else {
        const next = { ...current, ...plan.set } as UserItem;
        for (const name of plan.remove) Reflect.deleteProperty(next, name);
        items.set(userId, next);
      }
      return Promise.resolve({ written: true });
    },
  };
}

function holds(condition: Condition, current: UserItem | undefined): boolean {
  switch (condition.kind) {
    case 'absent':
      return current === undefined;
    case 'older':
      return !current || (current.updated_at < condition.than && current.deleted_at === undefined);
    case 'unchanged':
      return current?.event_id === condition.since.event_id;
  }
}
