import type { HttpRequest as Request } from '@smithy/types';

/** All that the signer asks of it. */
export const HttpRequest = {
  clone: (request: Request): Request => ({ ...request, headers: { ...request.headers }, query: { ...request.query } }),
};
