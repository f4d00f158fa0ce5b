import type { App, AppConfig } from 'vue';
import { isDeveloping } from '../api/isDeveloping.ts';
import type { DualRum } from '../api/types.ts';

type ErrorHandler = NonNullable<AppConfig['errorHandler']>;

/**
 * Records the errors that Vue catches in components, and leaves everything else as it is without us: who handles an
 * error, whether Vue throws it, and what the app reads in `app.config.errorHandler`.
 *
 * So the app's config is not touched. Vue reads a copy, which has a handler for each error as it comes: one that records
 * it, then calls the handler that the app has at that moment. Frameworks change theirs: Nuxt has one until the page is
 * hydrated, and removes it if it is still the same.
 * https://github.com/nuxt/nuxt/blob/main/packages/nuxt/src/app/entry.ts
 */
export function recordVueErrors(app: App, rum: Pick<DualRum, 'recordError'>): void {
  if (typeof window === 'undefined') return;
  const { config } = app;
  const record = (error: unknown): void => rum.recordError(error);
  const recordNextThrown = createThrownRecorder(record);

  const pickHandler = (): ErrorHandler | undefined => {
    const appHandler = config.errorHandler;
    if (appHandler) {
      return (error, instance, info) => {
        record(error);
        return appHandler(error, instance, info);
      };
    }
    if (throwsUnhandled(config)) {
      recordNextThrown();
      return undefined;
    }
    return (error) => {
      record(error);
      // As Vue does without a handler.
      console.error(error);
    };
  };

  app._context.config = Object.create(config, {
    errorHandler: {
      configurable: true,
      get: pickHandler,
      set: (handler: ErrorHandler | undefined) => (config.errorHandler = handler!),
    },
  }) as AppConfig;
  // It was a getter of the context's.
  Object.defineProperty(app, 'config', { value: config, configurable: true, enumerable: true });
}

/**
 * Records what is thrown next, if it gets as far as the window: whoever mounts the app may catch it. The telemetry `errors` hears it
 * as well, before or after: it is recorded once. What an asynchronous handler throws is a rejection, for that telemetry.
 */
function createThrownRecorder(record: (error: unknown) => void): () => void {
  const onThrown = (event: Event): void => record((event as ErrorEvent).error);
  return () => {
    // To add it twice changes nothing.
    window.addEventListener('error', onThrown);
    setTimeout(() => window.removeEventListener('error', onThrown));
  };
}

/**
 * Whether Vue throws an error that has no handler: when developing, and in production where the app wants it.
 * https://vuejs.org/api/application#app-config-throwunhandlederrorinproduction
 */
const throwsUnhandled = (config: AppConfig): boolean =>
  isDeveloping() || Boolean(config.throwUnhandledErrorInProduction);
