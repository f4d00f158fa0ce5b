import { toInstant } from '../model/toInstant.ts';
import type { Deletion, FieldsChange, ProfileChange, SignUp, UserChange } from '../model/UserChange.ts';
import { OWN_FIELDS, type UserItem } from './UserItem.ts';

/** How a whole profile is written: as the item, or field by field, which leaves other attributes of the item alone. */
export type WriteMode = 'put' | 'update';

export type Plan =
  { kind: 'ignore' } | { kind: 'put'; item: UserItem } | { kind: 'update'; set: Partial<UserItem>; remove: string[] };

const IGNORE: Plan = { kind: 'ignore' };

/**
 * What to write for a change, given what the table holds. Changes may come in any order and more than once: the item
 * ends as if each had come once, in the order in which they happened.
 *
 * - The newest whole profile wins. Fields that are known to have changed after it stay.
 * - A sign-up fills in until a whole profile comes.
 * - A deletion wins over all that happened to the user it deletes, and only a user created after it takes its place. A field that
 *   changed after the deletion and comes before that user is left out; their next whole profile has it.
 */
export function planWrite(current: UserItem | undefined, change: UserChange, mode: WriteMode): Plan {
  switch (change.kind) {
    case 'deleted':
      return planDeletion(current, change);
    case 'profile':
      return planProfile(current, change, mode);
    case 'signed-up':
      return planSignUp(current, change);
    case 'fields':
      return planFields(current, change);
  }
}

function planDeletion(current: UserItem | undefined, { userId, at, eventId }: Deletion): Plan {
  if (deletedAt(current) >= at) return IGNORE;
  if (!current || current.deleted || bornAt(current) <= at) {
    return {
      kind: 'put',
      item: { user_id: userId, updated_at: at, deleted: true, deleted_at: at, event_id: eventId },
    };
  }
  // A user of this id was created after the deletion, and the table heard of them first.
  const own = { ...current, deleted_at: at, event_id: eventId };
  // What it still holds of the deleted one goes.
  return profiledAt(current) < at && current.profile_updated_at !== undefined
    ? { kind: 'put', item: onlyOwn(own) }
    : { kind: 'update', set: { deleted_at: at, event_id: eventId }, remove: [] };
}

function planProfile(current: UserItem | undefined, change: ProfileChange, mode: WriteMode): Plan {
  const { userId, at, eventId, profile } = change;
  // A profile that does not say when its user was created may be of the deleted one: it raises no tombstone.
  const createdAt = toInstant(profile['created_at']) ?? (current?.deleted ? '' : at);
  if (createdAt <= deletedAt(current) || profiledAt(current) >= at) return IGNORE;
  const live = current?.deleted ? undefined : current;
  const item: UserItem = {
    ...told(profile),
    ...fieldsAfter(live, at),
    user_id: userId,
    updated_at: latest(at, live?.updated_at),
    deleted: false,
    event_id: eventId,
    profile_updated_at: at,
    ...(signedUpAt(live) > at && { signed_up_at: live!.signed_up_at }),
    ...deletion(current),
    ...(mode === 'update' && { profile_fields: Object.keys(told(profile)) }),
  };
  if (mode === 'put') return { kind: 'put', item };
  // What the profile before it had, and this one has not, is gone.
  const own = ['field_times', 'signed_up_at', ...(current?.profile_fields ?? [])];
  return { kind: 'update', set: item, remove: [...new Set(own)].filter((name) => item[name] === undefined) };
}

function planSignUp(current: UserItem | undefined, { userId, at, eventId, fields }: SignUp): Plan {
  if (deletedAt(current) >= at || profiledAt(current) >= at || signedUpAt(current) >= at) return IGNORE;
  const live = current?.deleted ? undefined : current;
  const own = { updated_at: latest(at, live?.updated_at), event_id: eventId, signed_up_at: at };
  if (live?.profile_updated_at !== undefined) return { kind: 'update', set: own, remove: [] };
  return {
    kind: 'put',
    item: {
      ...told(fields),
      ...fieldsAfter(live, at),
      user_id: userId,
      deleted: false,
      ...own,
      ...deletion(current),
    },
  };
}

function planFields(current: UserItem | undefined, { userId, at, eventId, fields }: FieldsChange): Plan {
  // Nothing is added to a tombstone: whose field it is, whoever is created next tells.
  if (current?.deleted || deletedAt(current) >= at || signedUpAt(current) > at) return IGNORE;
  const times = current?.field_times ?? {};
  const newer = Object.entries(told(fields)).filter(([name]) => at > (times[name] ?? profiledAt(current)));
  if (newer.length === 0) return IGNORE;
  return {
    kind: 'update',
    set: {
      ...Object.fromEntries(newer),
      user_id: userId,
      updated_at: latest(at, current?.updated_at),
      deleted: false,
      event_id: eventId,
      field_times: { ...times, ...Object.fromEntries(newer.map(([name]) => [name, at])) },
    },
    remove: [],
  };
}

/** The fields that changed after this time, and when. */
function fieldsAfter(item: UserItem | undefined, at: string): Record<string, unknown> {
  const times = Object.entries(item?.field_times ?? {}).filter(([, time]) => time > at);
  if (times.length === 0) return {};
  return { ...Object.fromEntries(times.map(([name]) => [name, item?.[name]])), field_times: Object.fromEntries(times) };
}

function told(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN_FIELDS.has(name)));
}

function onlyOwn({ user_id, deleted, event_id, deleted_at, signed_up_at, updated_at }: UserItem): UserItem {
  return {
    user_id,
    updated_at: signed_up_at ?? updated_at,
    deleted,
    event_id,
    ...(deleted_at !== undefined && { deleted_at }),
    ...(signed_up_at !== undefined && { signed_up_at }),
  };
}

function deletion(current: UserItem | undefined): Partial<UserItem> {
  return current?.deleted_at === undefined ? {} : { deleted_at: current.deleted_at };
}

/** When the user that the item is about came into being; the empty text where that is unknown, and below. */
function bornAt(item: UserItem): string {
  return latest(toInstant(item['created_at']) ?? '', signedUpAt(item));
}

function deletedAt(item: UserItem | undefined): string {
  return item?.deleted_at ?? '';
}

function profiledAt(item: UserItem | undefined): string {
  return item?.profile_updated_at ?? '';
}

function signedUpAt(item: UserItem | undefined): string {
  return item?.signed_up_at ?? '';
}

function latest(at: string, other: string | undefined): string {
  return other !== undefined && other > at ? other : at;
}
