/** One identity of a pool: a guest, or a user known by one or more logins. */
export interface Identity {
  /** `<region>:<uuid>` */
  id: string;
  poolId: string;
  /** Login key → subject; empty for a guest. */
  logins: Map<string, string>;
}

/** The claim `amr` of an identity, which the trust policies of the roles look at. */
export const amrOf = ({ logins }: Identity): string[] =>
  logins.size > 0 ? ['authenticated', ...logins.keys()] : ['unauthenticated'];
