import { assignDefined } from '../watch/assignDefined.ts';
import { cutText } from './cutText.ts';

/** What the page says of an error: an ErrorEvent, or as much of one as is known. */
export interface ErrorFacts {
  type?: string | undefined;
  message?: string | undefined;
  filename?: string | undefined;
  lineno?: number | undefined;
  colno?: number | undefined;
  error?: unknown;
}

/** An error as aws-rum-web's `js_error_event` and `http_event` have it. */
export interface ErrorDetails {
  version: string;
  type: string;
  message: string;
  filename?: string;
  lineno?: number;
  colno?: number;
  stack?: string;
}

/**
 * Describes an error as aws-rum-web does, whatever was thrown: all that is sent is text of a bounded length or a number.
 * A proxy that is revoked, a getter that throws and a window of another origin are described as far as they let us.
 */
export function describeError(facts: ErrorFacts, stackTraceLength: number): ErrorDetails {
  const { error, type, message, filename, lineno, colno } = facts;
  const details = assignDefined<ErrorDetails>(
    { version: '1.0.0', type: 'undefined', message: 'undefined' },
    { type, message: message && cutText(message), filename: filename && cutText(filename), lineno, colno },
  );
  if (error === undefined || error === null) return details;

  if (!isObject(error)) {
    details.message = toText(error);
    // An unhandled rejection keeps its type.
    if (type !== 'unhandledrejection') details.type = details.message;
    return details;
  }
  const text = (name: string): string | undefined => {
    const value = read(error, name);
    return value ? toText(value) : undefined;
  };
  const number = (name: string): number | undefined => {
    const value = read(error, name);
    return typeof value === 'number' && value ? value : undefined;
  };
  return assignDefined(details, {
    type: text('name'),
    message: text('message'),
    filename: text('fileName'),
    lineno: number('lineNumber'),
    colno: number('columnNumber'),
    stack: stackTraceLength ? stackOf(error, stackTraceLength) : undefined,
  });
}

export const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** What `work` gives; undefined where it throws. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const read = (object: object, name: string): unknown => attempt(() => Reflect.get(object, name) as unknown);

function stackOf(error: object, length: number): string | undefined {
  const stack = read(error, 'stack');
  return stack ? cutText(toText(stack, Infinity), length) : undefined;
}

/** Anything as text. An object is as JSON, since it says more than `[object Object]`. */
function toText(value: unknown, length?: number): string {
  const json = isObject(value) ? attempt(() => JSON.stringify(value)) : undefined;
  return cutText(json ?? attempt(() => String(value)) ?? `[${typeof value}]`, length);
}
