import type { BlockedUser } from '../options/BlockedUser.ts';
import type { Block } from './blockPolicy.ts';

/** What a command did with one user. */
export interface Change {
  user: BlockedUser;
  did: 'blocked' | 'noted' | 'was blocked' | 'unblocked' | 'was not blocked';
}

export interface Changed {
  blocks: Block[];
  changes: Change[];
}

const same = (one: BlockedUser, other: BlockedUser): boolean => one.by === other.by && one.value === other.value;

/** Blocks users as of a day. One who is blocked stays so from the day it was, with the new note if there is one. */
export function addBlocks(
  blocks: readonly Block[],
  users: readonly BlockedUser[],
  since: string,
  note?: string,
): Changed {
  return users.reduce<Changed>(
    ({ blocks, changes }, user) => {
      const known = blocks.find((block) => same(block.user, user));
      if (!known) {
        return {
          blocks: [...blocks, { user, since, note: note ?? '' }],
          changes: [...changes, { user, did: 'blocked' }],
        };
      }
      if (note === undefined || note === known.note)
        return { blocks, changes: [...changes, { user, did: 'was blocked' }] };
      const noted = blocks.map((block) => (block === known ? { ...block, note } : block));
      return { blocks: noted, changes: [...changes, { user, did: 'noted' }] };
    },
    { blocks: [...blocks], changes: [] },
  );
}

/** Lifts the blocks of users. */
export function liftBlocks(blocks: readonly Block[], users: readonly BlockedUser[]): Changed {
  const isBlocked = (user: BlockedUser): boolean => blocks.some((block) => same(block.user, user));
  return {
    blocks: blocks.filter((block) => !users.some((user) => same(block.user, user))),
    changes: users.map((user) => ({ user, did: isBlocked(user) ? 'unblocked' : 'was not blocked' })),
  };
}
