/** Logs nothing. The build takes the calls away too. */
export const InternalLogger = { configure(): void {} };
