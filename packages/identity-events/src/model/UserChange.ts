interface Change {
  /** The id of the event that reports the change. */
  eventId: string;
  userId: string;
  /** When the user changed: ISO 8601 in UTC with milliseconds. */
  at: string;
}

/** The whole profile of a user, as it is after the change. */
export interface ProfileChange extends Change {
  kind: 'profile';
  profile: Record<string, unknown>;
}

/** Some fields of a profile that have changed; nothing is known of the others. */
export interface FieldsChange extends Change {
  kind: 'fields';
  fields: Record<string, unknown>;
}

/** A user came into being, with these fields as far as is known. A whole profile knows better. */
export interface SignUp extends Change {
  kind: 'signed-up';
  fields: Record<string, unknown>;
}

export interface Deletion extends Change {
  kind: 'deleted';
}

/** What an event says about the profile of a user. */
export type UserChange = ProfileChange | FieldsChange | SignUp | Deletion;
