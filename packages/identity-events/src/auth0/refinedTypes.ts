import type { IdentityEventType } from '../model/eventTypes.ts';
import type { StreamEntry } from './readEnvelope.ts';
import type { UserOperation } from './userOperation.ts';

/** `sapi` about a user. */
export const USER_OPERATIONS: Readonly<Record<UserOperation['kind'], IdentityEventType>> = {
  created: 'user-created',
  updated: 'profile-updated',
  deleted: 'user-deleted',
};

/** Events of event streams. */
export const STREAM_TYPES: Readonly<Record<StreamEntry['code'], IdentityEventType>> = {
  'user.created': 'user-created',
  'user.updated': 'profile-updated',
  'user.deleted': 'user-deleted',
};
