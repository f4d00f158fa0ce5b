/** Whom credentials of an identity pool are for, as AWS names them in conditions of policies and in CloudTrail's records. */
export interface Federation {
  /** The identity pool. */
  aud: string;
  /** The identity: `<region>:<uuid>`. */
  sub: string;
  amr: string[];
}
