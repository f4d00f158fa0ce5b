/** What the table holds of a user: the profile's fields, and these. */
export interface UserItem {
  user_id: string;
  /** When the newest change happened that is in the item: ISO 8601 in UTC with milliseconds. */
  updated_at: string;
  /** A user who was deleted. Nothing else is kept of them, and nothing is added. */
  deleted: boolean;
  /** The id of the event that wrote the item. It is what concurrent writers compare. */
  event_id: string;
  /** The `updated_at` of the last whole profile; absent while only single fields are known. */
  profile_updated_at?: string;
  /** When fields changed that are newer than the whole profile, by field. */
  field_times?: Record<string, string>;
  /** When the user of this id was deleted last. */
  deleted_at?: string;
  /** When a sign-up was told that is newer than the whole profile. */
  signed_up_at?: string;
  /** Names of the fields of the whole profile, where it is written field by field: a later profile may lack some. */
  profile_fields?: string[];
  [field: string]: unknown;
}

/** Fields that are the table's own. A provider's field of the same name is left out. */
export const OWN_FIELDS: ReadonlySet<string> = new Set([
  'user_id',
  'updated_at',
  'deleted',
  'event_id',
  'profile_updated_at',
  'field_times',
  'deleted_at',
  'signed_up_at',
  'profile_fields',
]);
