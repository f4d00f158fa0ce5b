import { AwsError } from '../errors/AwsError.ts';
import type { RouteTarget } from '../http/Route.ts';
import type { StatusFault } from './Fault.ts';

const rum: Record<number, string> = {
  400: 'ValidationException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  409: 'ConflictException',
  413: 'RequestEntityTooLargeException',
  429: 'ThrottlingException',
};
const identity: Record<number, string> = {
  400: 'NotAuthorizedException',
  403: 'NotAuthorizedException',
  404: 'ResourceNotFoundException',
  429: 'TooManyRequestsException',
};

/** The error a `status` fault answers with, named as the service would name it. */
export function faultError(fault: StatusFault, target: RouteTarget): AwsError {
  const names = target === 'identity' ? identity : rum;
  const fallback = target === 'identity' ? 'InternalErrorException' : 'InternalServerException';
  const message = fault.message ?? `A fault set on this console answers ${fault.status}; DELETE /_faults ends it.`;
  return new AwsError(fault.status, fault.type ?? names[fault.status] ?? fallback, message, fault.retryAfter);
}
