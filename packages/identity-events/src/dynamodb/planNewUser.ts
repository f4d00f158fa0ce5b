import type { NewUser } from '../model/NewUser.ts';

/** What becomes of an attribute that is empty, or missing though everybody may have it. */
export type EmptyAttributes = 'omit' | 'null';

export interface NewUserTables {
  users: string;
  /** A second table for the profile; undefined: it is in the user's row. */
  profiles: string | undefined;
}

/** A row to write, if its table has none of this user. */
export interface NewRow {
  table: string;
  item: Record<string, string | null>;
}

/** How to reach the user. */
const CONTACT = ['email', 'email_verified', 'phone_number', 'phone_number_verified'];
/** Who the user is. */
const PERSON = ['full_name', 'given_name', 'family_name'];

/** The rows of a new user: one, or one in each of two tables. Both have `user_id`, `id` and `created_at`. */
export function planNewUser(user: NewUser, tables: NewUserTables, empty: EmptyAttributes): NewRow[] {
  const { userId, id, at, userPoolId, userName, connection, code, attributes } = user;
  const key = { user_id: userId, id, created_at: at };
  const known = { ...attributes, ...fullName(attributes) };
  const contact = pick(known, CONTACT, empty);
  const others = Object.keys(known).filter((name) => !CONTACT.includes(name));
  const person = pick(known, [...new Set([...PERSON, ...others])], empty);
  const account = {
    ...(userPoolId !== undefined && { user_pool_id: userPoolId }),
    ...(userName !== undefined && { user_name: userName }),
    ...(connection !== undefined && { connection }),
    source: code,
  };
  return tables.profiles === undefined
    ? [{ table: tables.users, item: { ...contact, ...person, ...account, ...key } }]
    : [
        { table: tables.users, item: { ...contact, ...account, ...key } },
        { table: tables.profiles, item: { ...person, ...key } },
      ];
}

/** `name`, or what there is of given and family name. */
function fullName({ name, given_name, family_name }: Record<string, string>): { full_name?: string } {
  const full = name || [given_name, family_name].filter(Boolean).join(' ');
  return full ? { full_name: full } : {};
}

function pick(from: Record<string, string>, names: string[], empty: EmptyAttributes): Record<string, string | null> {
  return Object.fromEntries(
    names.flatMap((name): [string, string | null][] => {
      const value = from[name];
      return value ? [[name, value]] : empty === 'null' ? [[name, null]] : [];
    }),
  );
}
