/** A row of the query `identity-over-time`. */
export interface IdentityStep {
  time: string;
  sign_ins: number;
  sign_ups: number;
  sign_outs: number;
  failures: number;
  people: number;
}
