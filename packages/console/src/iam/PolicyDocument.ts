export type OneOrMany<T> = T | T[];

/** One statement of an IAM policy, in IAM's own JSON. */
export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** In trust and resource policies: `'*'`, `{ AWS: … }` or `{ Federated: … }`. */
  Principal?: '*' | Record<string, OneOrMany<string>>;
  Action?: OneOrMany<string>;
  NotAction?: OneOrMany<string>;
  Resource?: OneOrMany<string>;
  NotResource?: OneOrMany<string>;
  /** Operator → key → values. */
  Condition?: Record<string, Record<string, OneOrMany<string | number | boolean>>>;
}

/** An IAM policy document, as it is deployed. */
export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: OneOrMany<PolicyStatement>;
}
