/** An error as AWS reports it: status 400, `__type` and `message`. */
export class AwsError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const notAuthorized = (message: string): AwsError => new AwsError('NotAuthorizedException', message);
