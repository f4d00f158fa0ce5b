import { conditionOf, denial } from '../model/denials.ts';
import type { Json } from '../model/intrinsics.ts';
import type { BlockedUser } from '../options/BlockedUser.ts';
import { OptionError } from '../OptionError.ts';
import { decodeNote, encodeNote } from './note.ts';

/** The inline policy that the command keeps. That of the option `blocked` has another name. */
export const COMMAND_POLICY_NAME = 'BlockedByCommand';

/** Somebody who may not write. */
export interface Block {
  user: BlockedUser;
  /** `2026-11-27`, in UTC. */
  since: string;
  /** Why; may be empty. */
  note: string;
}

export interface Statement {
  Sid?: string;
  Effect?: string;
  Action?: unknown;
  Resource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}
export interface Document {
  Version?: string;
  Statement: Statement | Statement[];
}

export const statementsOf = ({ Statement }: Document): Statement[] => [Statement].flat();

const KINDS = { identity: 'Identity', login: 'Login' } as const;

/**
 * The policy that denies these users one app monitor: a statement for each way to name them, day and note, which its `Sid` says. The note and
 * the date are where the block is, so that one call changes both, nothing else has to be permitted, and no deployment takes them away.
 */
export function toPolicy(blocks: readonly Block[], monitorArn: string): Document {
  const statements = new Map<string, { by: BlockedUser['by']; values: string[] }>();
  for (const { user, since, note } of blocks) {
    const sid = `Blocked${since.replaceAll('-', '')}${KINDS[user.by]}${encodeNote(note)}`;
    const known = statements.get(sid) ?? { by: user.by, values: [] };
    statements.set(sid, { ...known, values: [...known.values, user.value] });
  }
  return {
    Version: '2012-10-17',
    Statement: [...statements].map(
      ([sid, { by, values }]) => denial(sid, by, values as Json[], monitorArn) as Statement,
    ),
  };
}

/**
 * Whom a policy of `toPolicy` blocks.
 * @throws OptionError for a statement that `toPolicy` does not write: nothing is to be lost of what somebody put there by hand
 */
export function fromPolicy(document: Document): Block[] {
  return statementsOf(document).flatMap((statement) => {
    const [, year, month, day, kind, text] =
      /^Blocked(\d{4})(\d\d)(\d\d)(Identity|Login)(.*)$/.exec(statement.Sid ?? '') ?? [];
    const note = text === undefined ? undefined : decodeNote(text);
    const by = kind === KINDS.identity ? 'identity' : 'login';
    const values = valuesOf(statement, by);
    if (note === undefined || !values) {
      throw new OptionError(
        COMMAND_POLICY_NAME,
        `it has a statement that this command does not write: ${JSON.stringify(statement)}; move that to a policy of another name`,
      );
    }
    return values.map((value): Block => ({ user: { by, value }, since: `${year}-${month}-${day}`, note }));
  });
}

/** Whom a statement denies that has this one condition and no other. */
export function valuesOf({ Effect, Action, Condition = {} }: Statement, by: BlockedUser['by']): string[] | undefined {
  const [operator, key] = conditionOf(by);
  const keys = Condition[operator] ?? {};
  const values = keys[key];
  const alone = Object.keys(Condition).length === 1 && Object.keys(keys).length === 1;
  if (Effect !== 'Deny' || Action !== 'rum:PutRumEvents' || !alone || values === undefined) return undefined;
  return [values].flat() as string[];
}
