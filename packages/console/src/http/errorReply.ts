import { AwsError } from '../errors/AwsError.ts';
import type { JsonReply } from './Exchange.ts';

/** Any failure as an AWS JSON error. What is not an `AwsError` is a defect of this program and becomes a 500. */
export function errorReply(error: unknown): JsonReply {
  const known =
    error instanceof AwsError
      ? error
      : new AwsError(500, 'InternalServerException', `The console failed: ${String(error)}. Please report it.`);
  return {
    status: known.status,
    headers: {
      'x-amzn-errortype': known.type,
      ...(known.retryAfter === undefined ? {} : { 'retry-after': String(known.retryAfter) }),
    },
    body: { __type: known.type, message: known.message },
  };
}
