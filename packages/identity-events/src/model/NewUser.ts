/** A user who has come into being, as far as the provider tells. */
export interface NewUser {
  /** The `sub` of tokens. */
  userId: string;
  /** A UUID made of the user pool and the `sub`: the same at every try. */
  id: string;
  userPoolId: string | undefined;
  userName: string | undefined;
  /** The other identity provider that a federated user comes from. */
  connection: string | undefined;
  /** What told of the user: `PostConfirmation_ConfirmSignUp`. */
  code: string;
  /** When it was told: ISO 8601 in UTC with milliseconds. */
  at: string;
  /** As the provider has them, without what may be secret; texts, some of them empty. */
  attributes: Record<string, string>;
}
