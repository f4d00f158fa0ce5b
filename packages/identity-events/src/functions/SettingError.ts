/** An environment variable that cannot work. The message names it, says what is wrong and what to write instead. */
export class SettingError extends Error {
  override readonly name = 'SettingError';

  /** @param variable its name: `BUCKET` */
  constructor(
    readonly variable: string,
    problem: string,
  ) {
    super(`${variable}: ${problem}`);
  }
}
