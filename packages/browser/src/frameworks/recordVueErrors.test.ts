import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApp, h, type App, type Component } from 'vue';
import { recordVueErrors } from './recordVueErrors.ts';

const recordError = vi.fn();
const consoleError = vi.spyOn(console, 'error');
const failure = new Error('component failed');
const main = document.body.appendChild(document.createElement('main'));
let app: App | undefined;

beforeEach(() => {
  recordError.mockReset();
  consoleError.mockReset().mockReturnValue(undefined);
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterEach(async () => {
  // Until nothing is listened to for what was thrown.
  await new Promise((later) => setTimeout(later));
  app?.unmount();
  vi.unstubAllEnvs();
});

/** A page whose button fails when it is clicked. */
const fails: Component = {
  setup: () => () => h('button', { onClick: () => raise(failure) }, 'break'),
};
const raise = (error: unknown): never => {
  throw error;
};
const failsInSetup: Component = { setup: () => raise(failure) };

function makeApp(root: Component = fails): App {
  app = createApp(root);
  recordVueErrors(app, { recordError });
  return app;
}
/** @returns what the window hears of the click. */
function click(): unknown[] {
  const heard: unknown[] = [];
  const onError = (event: ErrorEvent): void => {
    event.preventDefault();
    heard.push(event.error);
  };
  window.addEventListener('error', onError);
  // As a browser reports what an event listener throws; happy-dom lets it through.
  try {
    main.querySelector('button')!.click();
  } catch (error) {
    window.dispatchEvent(new ErrorEvent('error', { error, message: String(error) }));
  }
  window.removeEventListener('error', onError);
  return heard;
}

it.each(['development', 'production'])('records an error and gives it to the handler of the app, in %s', (mode) => {
  vi.stubEnv('NODE_ENV', mode);
  const handler = vi.fn();
  const { config } = makeApp();
  config.errorHandler = handler;
  app!.mount(main);
  click();
  expect(recordError.mock.calls).toEqual([[failure]]);
  expect(handler).toHaveBeenCalledExactlyOnceWith(failure, expect.anything(), expect.anything());
  expect(consoleError).not.toHaveBeenCalled();
});

it('gives an error to the handler that the app has when it happens, and to none that it has replaced', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  app = createApp(fails);
  app.config.errorHandler = first;
  recordVueErrors(app, { recordError });
  app.mount(main);
  click();
  app.config.errorHandler = second;
  click();
  expect(first).toHaveBeenCalledOnce();
  expect(second).toHaveBeenCalledOnce();
  expect(recordError).toHaveBeenCalledTimes(2);
});

it('lets a framework find the handler that it has set, and remove it', () => {
  const temporary = vi.fn();
  app = createApp(fails);
  app.config.errorHandler = temporary;
  recordVueErrors(app, { recordError });
  expect(app.config.errorHandler).toBe(temporary);
  // As Nuxt does, though the types do not allow it.
  (app.config as { errorHandler: unknown }).errorHandler = undefined;
  app.mount(main);
  click();
  expect(temporary).not.toHaveBeenCalled();
});

it('without a handler, lets Vue throw when developing, and records what reaches the window', () => {
  makeApp().mount(main);
  expect(click()).toEqual([failure]);
  expect(recordError.mock.calls).toEqual([[failure]]);
});

it('without a handler, prints an error in production, as Vue does', () => {
  vi.stubEnv('NODE_ENV', 'production');
  makeApp().mount(main);
  expect(click()).toEqual([]);
  expect(recordError.mock.calls).toEqual([[failure]]);
  expect(consoleError).toHaveBeenCalledExactlyOnceWith(failure);
});

it('lets Vue throw in production where the app wants it', () => {
  vi.stubEnv('NODE_ENV', 'production');
  makeApp().config.throwUnhandledErrorInProduction = true;
  app!.mount(main);
  expect(click()).toEqual([failure]);
  expect(recordError.mock.calls).toEqual([[failure]]);
});

it('lets whoever mounts the app catch what Vue throws, and takes it for handled', async () => {
  expect(() => makeApp(failsInSetup).mount(main)).toThrow(failure);
  await new Promise((later) => setTimeout(later));
  window.dispatchEvent(new ErrorEvent('error', { error: new Error('of somebody else') }));
  expect(recordError).not.toHaveBeenCalled();
});

it('records an error of the root component, where there is a handler', () => {
  const { config } = makeApp(failsInSetup);
  config.errorHandler = vi.fn();
  app!.mount(main);
  expect(recordError.mock.calls).toEqual([[failure]]);
});

it('takes options of the app as before, early and late', () => {
  const { config } = makeApp({ render: () => null });
  config.globalProperties['$shop'] = 'shop';
  config.warnHandler = vi.fn();
  expect(app!.config).toBe(config);
  expect(app!._context.config.warnHandler).toBe(config.warnHandler);
  expect(app!.mount(main)).toHaveProperty('$shop', 'shop');
});
