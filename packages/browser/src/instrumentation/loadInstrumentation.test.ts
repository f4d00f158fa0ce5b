import { afterEach, expect, it } from 'vitest';
import { parseTelemetries } from '../api/parseTelemetries.ts';
import { loadInstrumentation, type InstrumentationParts } from './loadInstrumentation.ts';
import { failTest, fakeContext } from './fakes.testing.ts';

let unload: () => void = () => undefined;
afterEach(() => unload());

function load(telemetries: Parameters<typeof parseTelemetries>[0], parts: Partial<InstrumentationParts> = {}) {
  const { context, events, pages } = fakeContext();
  const recorded: string[] = [];
  const instrumentation = loadInstrumentation({
    telemetries: parseTelemetries(telemetries),
    autoPageView: false,
    pageIdFormat: () => undefined,
    plugins: [],
    contextFor: (telemetry) => ({
      ...context,
      record: (type, data) => {
        recorded.push(`${telemetry || 'app'}: ${type.replace('com.amazon.rum.', '')}`);
        context.record(type, data);
      },
    }),
    sdkUrls: [],
    onFailure: failTest,
    ...parts,
  });
  unload = instrumentation.unload;
  return { ...instrumentation, recorded, events, pages };
}
const throwInPage = () =>
  window.dispatchEvent(new ErrorEvent('error', { error: new Error('thrown'), message: 'thrown' }));

it('records errors that nobody catches where the errors telemetry is on', () => {
  const on = load(['errors']);
  throwInPage();
  expect(on.recorded).toEqual(['errors: js_error_event']);
  on.unload();
  throwInPage();
  expect(on.recorded).toHaveLength(1);
  const off = load([]);
  throwInPage();
  expect(off.recorded).toEqual([]);
});

it('records errors that the app reports once, with the telemetry and without', () => {
  for (const telemetries of [[], ['errors']]) {
    const { recordError, recorded, events } = load(telemetries);
    recordError(new TypeError('caught'));
    expect(recorded).toEqual(['app: js_error_event']);
    expect(events[0]!.data).toMatchObject({ type: 'TypeError', message: 'caught' });
    unload();
  }
});

it.each(['before', 'after'])('records once what the app hears from the window %s the telemetry', (when) => {
  const error = new Error('thrown');
  const app: { recordError?: (error: unknown) => void } = {};
  const hear = (event: ErrorEvent): void => app.recordError?.(event.error);
  if (when === 'before') window.addEventListener('error', hear);
  const loaded = load(['errors']);
  if (when === 'after') window.addEventListener('error', hear);
  app.recordError = loaded.recordError;
  window.dispatchEvent(new ErrorEvent('error', { error, message: 'thrown' }));
  window.removeEventListener('error', hear);
  expect(loaded.recorded).toEqual([when === 'before' ? 'app: js_error_event' : 'errors: js_error_event']);
});

it('records twice what the app reports twice', () => {
  const { recordError, recorded } = load(['errors']);
  const error = new Error('caught');
  recordError(error);
  recordError(error);
  expect(recorded).toHaveLength(2);
});

it('reports page views where that is asked for', () => {
  expect(load([]).pages).toEqual([]);
  expect(load([], { autoPageView: true }).pages).toEqual([location.pathname]);
});

it('loads the plugins of the app', () => {
  const contexts: unknown[] = [];
  const plugin = {
    getPluginId: () => 'theirs',
    load: (context: unknown) => contexts.push(context),
    enable: () => undefined,
    disable: () => undefined,
  };
  load([], { plugins: [plugin] });
  expect(contexts).toHaveLength(1);
});

it('goes on with the others when one plugin throws', () => {
  const failures: unknown[] = [];
  const broken = {
    load: () => {
      throw new Error('broken');
    },
  };
  const { recordError, recorded } = load([], {
    plugins: [broken as never],
    onFailure: (cause) => failures.push(cause),
  });
  recordError(new Error('caught'));
  expect(failures).toEqual([new Error('broken')]);
  expect(recorded).toEqual(['app: js_error_event']);
});
