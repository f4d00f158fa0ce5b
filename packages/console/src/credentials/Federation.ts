/** Whom credentials of an identity pool are for, as AWS names them in conditions of policies and in CloudTrail's records. */
export interface Federation {
  /** The identity pool. */
  aud: string;
  /** The identity: `<region>:<uuid>`. */
  sub: string;
  /** `authenticated`, and of each provider its name and the subject there; or `unauthenticated`. */
  amr: string[];
}
