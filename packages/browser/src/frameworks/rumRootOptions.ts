import type { DualRum } from '../api/types.ts';
import { isDeveloping } from '../api/isDeveloping.ts';
import { recordErrorOnce } from './recordErrorOnce.ts';

/** What `createRoot` and `hydrateRoot` of React 19 take for errors; a handler takes the error, and what React knows of it. */
export interface RootErrorHandlers {
  onCaughtError?: ((error: unknown, info: never) => void) | undefined;
  onUncaughtError?: ((error: unknown, info: never) => void) | undefined;
  onRecoverableError?: ((error: unknown, info: never) => void) | undefined;
}

/** What React passes along. */
interface ErrorInfo {
  componentStack?: string | undefined;
}

/** What is always among the options. */
interface RecordingHandlers {
  onCaughtError: (error: unknown, info: ErrorInfo) => void;
}

/**
 * Options for `createRoot` and `hydrateRoot` of React 19, so that errors of components are recorded, once, and are handled as
 * without them. Errors that an error boundary catches are in nobody else's hands; what React does not catch reaches the window,
 * where the telemetry `errors` records it, unless the app has a handler of its own.
 *
 * @param options the app's own, which are kept.
 * @example
 * createRoot(document.getElementById('root')!, rumRootOptions(rum)).render(<App />);
 */
export function rumRootOptions(rum: DualRum): RecordingHandlers;
export function rumRootOptions<Options extends RootErrorHandlers>(
  rum: DualRum,
  options: Options,
): Options & RecordingHandlers;
export function rumRootOptions(rum: DualRum, options: RootErrorHandlers = {}): RootErrorHandlers {
  const recording =
    (handle: (error: unknown, info: never) => void) =>
    (error: unknown, info: ErrorInfo): void => {
      recordErrorOnce(rum, error);
      handle(error, info as never);
    };
  const { onCaughtError = logCaught, onUncaughtError, onRecoverableError } = options;
  return {
    ...options,
    onCaughtError: recording(onCaughtError),
    ...(onUncaughtError && { onUncaughtError: recording(onUncaughtError) }),
    ...(onRecoverableError && { onRecoverableError: recording(onRecoverableError) }),
  };
}

/** As React does without a handler: https://react.dev/reference/react-dom/client/createRoot#parameters */
function logCaught(error: unknown, { componentStack }: ErrorInfo): void {
  if (isDeveloping()) console.error(error, componentStack);
  else console.error(error);
}
