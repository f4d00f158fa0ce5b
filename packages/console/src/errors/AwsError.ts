/** A refusal in the shape AWS clients understand: `x-amzn-errortype` names it, the body says what to do. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /**
   * @param status HTTP status
   * @param type AWS exception name, as clients match on it: `AccessDeniedException`
   * @param message what happened, the likely cause, the fix
   * @param retryAfter seconds for the `Retry-After` header
   */
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

export const accessDenied = (message: string): AwsError => new AwsError(403, 'AccessDeniedException', message);
export const validation = (message: string): AwsError => new AwsError(400, 'ValidationException', message);
export const notAuthorized = (message: string): AwsError => new AwsError(400, 'NotAuthorizedException', message);
