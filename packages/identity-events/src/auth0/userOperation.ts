import { parse } from 'valibot';
import { filled } from '../model/filled.ts';
import { operationSchema, userSchema, type Log } from './schemas.ts';

/** What the Management API did to one user. */
export interface UserOperation {
  kind: 'created' | 'updated' | 'deleted';
  /** Undefined where neither answer nor path names one. */
  userId: string | undefined;
  /** The user as the API answered it; after a deletion it answers nothing. */
  user: Record<string, unknown> | undefined;
}

const KINDS = new Map<string | undefined, UserOperation['kind']>([
  ['post', 'created'],
  ['patch', 'updated'],
  ['delete', 'deleted'],
]);

/**
 * What a log of code `sapi` did to a user; undefined if it was about none.
 *
 * `user_id` of such a log is who acts, an administrator. Who is acted on is in the response, and in the path of a deletion.
 */
export function userOperation({ details }: Log): UserOperation | undefined {
  const { request, response } = parse(operationSchema, details ?? {});
  const kind = KINDS.get(request?.method?.toLowerCase());
  const path = /^\/api\/v2\/users(?:\/([^/?]+))?\/?(?:\?|$)/.exec(request?.path ?? '');
  if (!kind || !path) return undefined;
  const body = response?.body && (details as { response: { body: Record<string, unknown> } }).response.body;
  const answered = filled(parse(userSchema, body ?? {}).user_id);
  const userId = answered ?? (kind === 'created' ? undefined : decoded(path[1]));
  return { kind, userId, user: answered === undefined ? undefined : body };
}

function decoded(segment: string | undefined): string | undefined {
  try {
    return filled(decodeURIComponent(segment ?? ''));
  } catch {
    return segment;
  }
}
