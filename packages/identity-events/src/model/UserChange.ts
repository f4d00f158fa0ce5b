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

/** Some fields of a profile; nothing is known of the others. */
export interface FieldsChange extends Change {
  kind: 'fields';
  fields: Record<string, unknown>;
  /** The user came into being with this change. */
  created: boolean;
}

export interface Deletion extends Change {
  kind: 'deleted';
}

/** What an event says about the profile of a user. */
export type UserChange = ProfileChange | FieldsChange | Deletion;
