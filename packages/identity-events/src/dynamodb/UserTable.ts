import type { Plan } from './planWrite.ts';
import type { UserItem } from './UserItem.ts';

/** What has to hold for a write. */
export type Condition =
  /** Nothing is there. */
  | { kind: 'absent' }
  /** Nothing is there, or something older than this that is no tombstone and never was. */
  | { kind: 'older'; than: string }
  /** What is there is what was seen. */
  | { kind: 'unchanged'; since: UserItem };

/** A table of users. */
export interface UserTable {
  /** Writes if the condition holds. Else writes nothing, and answers with what is there. */
  write(
    userId: string,
    plan: Exclude<Plan, { kind: 'ignore' }>,
    condition: Condition,
  ): Promise<{ written: true } | { written: false; current: UserItem | undefined }>;
}
