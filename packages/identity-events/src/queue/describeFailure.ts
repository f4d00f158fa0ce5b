import { KafkaError } from '../model/KafkaError.ts';
import { MessageError } from '../model/MessageError.ts';

/** What a log line says of a failed message. */
export interface Failure {
  /** The name of the error: `MessageError`, `AccessDenied`, `TimeoutError`. */
  error: string;
  message: string;
  /** Node's code of a connection that failed: `ECONNREFUSED`. */
  code?: string;
  /** HTTP status of an AWS service's answer. */
  status?: number;
  requestId?: string;
}

interface Details {
  code?: unknown;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/**
 * An error for a log line. Services and libraries quote in their messages what they were given, so only our own messages are said,
 * without e-mail addresses and tokens.
 */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { error: 'unknown', message: 'Something was thrown that is no error.' };
  const { $metadata, code } = error as Details;
  return {
    error: error.name,
    message:
      error instanceof MessageError || error instanceof KafkaError
        ? redact(error.message)
        : 'See the name of the error, its status and request id.',
    ...(typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) && { code }),
    ...($metadata?.httpStatusCode !== undefined && { status: $metadata.httpStatusCode }),
    ...($metadata?.requestId !== undefined && { requestId: $metadata.requestId }),
  };
}

function redact(message: string): string {
  return message
    .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '[token]')
    .replace(/\S*@\S*/g, '[e-mail]')
    .slice(0, 500);
}
