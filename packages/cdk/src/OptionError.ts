/** An option that cannot work. The message names it, says what is wrong and what to write instead. */
export class OptionError extends Error {
  override readonly name = 'OptionError';

  /** @param option its path: `signIn.oidc.issuer` */
  constructor(
    readonly option: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${option}: ${problem}`, options);
  }
}
