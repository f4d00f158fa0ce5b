import type { UserChange } from '../model/UserChange.ts';
import { asError, type Message, type Outcome } from '../queue/createQueueHandler.ts';
import { applyChange } from './applyChange.ts';
import type { WriteMode } from './planWrite.ts';
import type { UserTable } from './UserTable.ts';

export interface DeliverToTableOptions {
  table: UserTable;
  mode: WriteMode;
  /** Leaves out changes that tell no `user_metadata`. Deletions always count. */
  onlyWithUserMetadata: boolean;
}

/** Writes the changes of a batch: those of one user one after the other, those of different users at the same time. */
export function deliverToTable({ table, mode, onlyWithUserMetadata }: DeliverToTableOptions) {
  return async (messages: Message<UserChange | undefined>[]): Promise<ReadonlyMap<string, Outcome>> => {
    const outcomes = new Map<string, Outcome>();
    const byUser = new Map<string, { id: string; change: UserChange }[]>();
    for (const { id, value: change } of messages) {
      if (!change || (onlyWithUserMetadata && !tellsUserMetadata(change))) outcomes.set(id, 'ignored');
      else byUser.set(change.userId, [...(byUser.get(change.userId) ?? []), { id, change }]);
    }
    await Promise.all(
      [...byUser.values()].map(async (changes) => {
        let failure: Error | undefined;
        for (const { id, change } of changes) {
          // A table that did not answer once is not waited for again: Lambda would end the function without a word.
          const outcome = failure ?? (await applyChange(table, change, mode).catch(asError));
          // What DynamoDB refuses of one change says nothing of the next.
          if (outcome instanceof Error && outcome.name !== 'ValidationException') failure = outcome;
          outcomes.set(id, outcome);
        }
      }),
    );
    return outcomes;
  };
}

function tellsUserMetadata(change: UserChange): boolean {
  if (change.kind === 'deleted') return true;
  const { user_metadata } = change.kind === 'profile' ? change.profile : change.fields;
  return typeof user_metadata === 'object' && user_metadata !== null;
}
