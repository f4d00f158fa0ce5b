/** The console could not start: the message names the option, what is wrong with it, and the fix. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';

  /** @param option path of the option at fault: `appMonitors[0].id` */
  constructor(
    readonly option: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${option}: ${problem}`, options);
  }
}
