/**
 * What clients of AWS services have in common. A service that does not answer must not hold the function until Lambda ends
 * it: the messages would go back to the queue without a log line.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
};
