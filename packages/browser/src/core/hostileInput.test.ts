import type { InternalPluginContext, Plugin } from '@aws-rum/web-core';
import type { PutRumEventsRequest } from '@aws-rum/web-core/dispatch/dataplane';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DualRum, DualRumOptions, Problem } from '../api/types.ts';
import { createDualRum } from './createDualRum.ts';

const GUEST = '6c2d1f6e-5c0a-4a52-9b1e-0d3f8a7c2b11';
const USER = '9f0e2d7c-1b3a-4c5d-8e6f-7a8b9c0d1e22';

let rum: DualRum;
let problems: Problem[] = [];
let batches: PutRumEventsRequest[] = [];

/** A rum whose batches are kept here, as the service would read them. */
async function start(more: Partial<DualRumOptions> = {}): Promise<void> {
  const sendFetch = (request: PutRumEventsRequest) => {
    batches.push(JSON.parse(JSON.stringify(request)) as PutRumEventsRequest);
    return Promise.resolve({ response: undefined as never });
  };
  const client: unknown = { sendFetch, sendBeacon: sendFetch };
  const { config, ...options } = more;
  rum = createDualRum({
    region: 'us-east-1',
    applicationVersion: '1',
    guest: { appMonitorId: GUEST, signing: false },
    authenticated: { appMonitorId: USER, signing: false },
    ...options,
    config: {
      telemetries: [],
      dispatchInterval: 0,
      clientBuilder: () => client as never,
      ...config,
    },
  });
  rum.onProblem((problem) => problems.push(problem));
  // The first recording opens in a task of its own.
  await new Promise((done) => setTimeout(done));
}
/** The app's events that arrived at one app monitor. */
const arrived = (id: string): string[] =>
  batches
    .filter(({ AppMonitorDetails }) => AppMonitorDetails.id === id)
    .flatMap(({ RumEvents }) => RumEvents.map(({ type }) => type))
    .filter((type) => !type.startsWith('com.amazon'));
const told = (type: Problem['type']): Problem[] => problems.filter((problem) => problem.type === type);

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  problems = [];
  batches = [];
  history.replaceState(null, '', '/a');
});
afterEach(() => {
  rum.dispose();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const circle: Record<string, unknown> = {};
circle['self'] = circle;
const thrown = () => {
  throw new Error('thrown by the app');
};
const withGetter = Object.defineProperty({}, 'n', { get: thrown, enumerable: true });
const withToJson = { toJSON: thrown };
const keyless = new Proxy({}, { ownKeys: thrown, get: thrown });
const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** What cannot be written down as JSON. */
const HOSTILE = [{ n: 10n }, circle, withGetter, withToJson, keyless, revoked.proxy];

/** What an app, or a plugin, may do by mistake: one thing is lost. By index, since fast-check would look at what it is given. */
type Mistake = (context: InternalPluginContext) => void;
const pick = (make: (payload: unknown, context: InternalPluginContext) => void): fc.Arbitrary<Mistake> =>
  fc.nat(HOSTILE.length - 1).map((index) => {
    const mistake: Mistake = (context) => make(HOSTILE[index], context);
    // What is shown where the property fails.
    return Object.assign(mistake, { toString: () => `${make.toString()} with ${index}` });
  });
const MISTAKES = fc.oneof(
  pick((data) => rum.recordEvent('hostile', data as object)),
  pick((data, context) => context.record('hostile', data as object)),
  pick((data, context) => context.recordCandidate('hostile', data as object)),
  pick((pageAttributes) => rum.recordPageView({ pageId: '/hostile', pageAttributes: pageAttributes as never })),
  pick((tag) => rum.recordPageView({ pageId: '/hostile', pageTags: [tag as string] })),
  pick((page) => rum.recordPageView(page as never)),
  fc.constantFrom<unknown[]>(null, undefined, 42, {}, [], Symbol('page')).map(
    (page): Mistake =>
      () =>
        rum.recordPageView(page as never),
  ),
  pick((value) => rum.addSessionAttributes({ value } as never)),
  pick((attributes) => rum.addSessionAttributes(attributes as never)),
);
type Step = { is: 'good' } | { is: 'page' } | { is: 'switch' } | { is: 'mistake'; make: Mistake };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Step[]>({ is: 'good' }, { is: 'page' }, { is: 'switch' }) },
    { weight: 2, arbitrary: MISTAKES.map((make): Step => ({ is: 'mistake', make })) },
  ),
  { minLength: 1, maxLength: 12 },
);

describe.each(['guest', 'authenticated', 'pending'] as const)('from %s on', (initialState) => {
  it('what cannot be written down costs nothing beside it, and is counted and told', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        problems = [];
        batches = [];
        let context: InternalPluginContext | undefined;
        const plugin: Plugin = {
          getPluginId: () => 'app',
          load: (given) => void (context = given as InternalPluginContext),
          enable: () => undefined,
          disable: () => undefined,
        };
        await start({ initialState, config: { eventPluginsToLoad: [plugin] } });
        const expected = { [GUEST]: [] as string[], [USER]: [] as string[] };
        let isSignedIn = initialState === 'authenticated';
        /** What waits is filed under whom it turns out to belong to. */
        let waiting: string[] | undefined = initialState === 'pending' ? [] : undefined;
        const settle = (): void => {
          expected[isSignedIn ? USER : GUEST].push(...(waiting ?? []));
          waiting = undefined;
        };
        let mistakes = 0;
        let count = 0;
        for (const step of given) {
          if (step.is === 'good') {
            const label = `good ${count++}`;
            rum.recordEvent(label, { label });
            (waiting ?? expected[isSignedIn ? USER : GUEST]).push(label);
          } else if (step.is === 'page') rum.recordPageView(`/page/${count++}`);
          else if (step.is === 'switch') {
            isSignedIn = !isSignedIn;
            rum.setSignedIn(isSignedIn);
            settle();
          } else {
            mistakes++;
            step.make(context!);
          }
        }
        rum.setSignedIn(isSignedIn);
        settle();
        expect(await rum.flush()).toBe(true);
        const { guest, authenticated } = rum.health;
        rum.dispose();
        expect({ [GUEST]: arrived(GUEST), [USER]: arrived(USER) }).toEqual(expected);
        expect((guest.dropped['invalid'] ?? 0) + (authenticated.dropped['invalid'] ?? 0)).toBe(mistakes);
        await vi.waitFor(() => expect(told('invalid-event').length > 0).toBe(mistakes > 0));
        expect(problems.map(({ type }) => type).filter((type) => type !== 'invalid-event')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

it.each([Symbol('type'), 10n, undefined, null, 7, {}])('an event of type %o is sent as text', async (type) => {
  await start();
  rum.recordEvent('before', {});
  rum.recordEvent(type as never, {});
  rum.recordEvent('after', {});
  expect(await rum.flush()).toBe(true);
  expect(arrived(GUEST)).toEqual(['before', String(type), 'after']);
});

it('attributes that only JavaScript knows, given to one instance or by config, cost no batch', async () => {
  await start({ config: { sessionAttributes: { size: 10n, circle, plan: 'gold' } as never } });
  rum.guest.addSessionAttributes({ more: 10n, tags: ['a'], ok: true } as never);
  rum.recordEvent('event', {});
  expect(await rum.flush()).toBe(true);
  const metadata = JSON.parse(batches[0]!.SessionMetadata!) as object;
  expect(metadata).toMatchObject({ plan: 'gold', ok: true });
  expect(metadata).not.toHaveProperty('circle');
});

describe.each(['both app monitors', 'each app monitor'])('a plugin of %s', (where) => {
  const startWith = (plugin: object): Promise<void> => {
    const config = { eventPluginsToLoad: [plugin as Plugin] };
    if (where === 'both app monitors') return start({ config });
    return start({
      guest: { appMonitorId: GUEST, signing: false, config },
      authenticated: { appMonitorId: USER, signing: false, config },
    });
  };
  const visit = async (): Promise<void> => {
    rum.recordEvent('guest', {});
    rum.setSignedIn(true);
    rum.recordEvent('user', {});
    rum.setSignedIn(false);
    rum.recordEvent('later', {});
    expect(await rum.flush()).toBe(true);
  };

  it.each(['getPluginId', 'load', 'enable', 'disable', 'flush', 'record'])(
    'that throws in %s costs only itself',
    async (method) => {
      const plugin = {
        getPluginId: () => 'throws',
        load: () => undefined,
        enable: () => undefined,
        disable: () => undefined,
        [method]: thrown,
      };
      await startWith(plugin);
      await visit();
      expect(arrived(GUEST)).toEqual(['guest', 'later']);
      expect(arrived(USER)).toEqual(['user']);
      expect(told('internal')).toEqual([]);
    },
  );

  it('is loaded, enabled, flushed when somebody waits for events, and disabled at the end', async () => {
    const calls: string[] = [];
    let context: InternalPluginContext | undefined;
    await startWith({
      getPluginId: () => 'theirs',
      load(given: InternalPluginContext) {
        context ??= given;
        calls.push('load');
      },
      enable: () => calls.push('enable'),
      disable: () => calls.push('disable'),
      flush() {
        calls.push('flush');
        context!.record('held back', {});
      },
    });
    expect(new Set(calls)).toContain('enable');
    expect(await rum.flush()).toBe(true);
    expect(arrived(GUEST)).toEqual(['held back']);
    rum.dispose();
    expect(calls.at(-1)).toBe('disable');
    expect(calls.indexOf('load')).toBeLessThan(calls.indexOf('enable'));
  });

  it('that throws on what the bus tells it loses no event', async () => {
    let context: InternalPluginContext | undefined;
    await startWith({
      getPluginId: () => 'listens',
      load: (given: InternalPluginContext) => void (context ??= given),
      enable: () => undefined,
      disable: () => undefined,
    });
    context!.eventBus.subscribe('event' as never, thrown);
    rum.recordEvent('heard', {});
    expect(await rum.flush()).toBe(true);
    expect(arrived(GUEST)).toEqual(['heard']);
  });
});

it.each([
  ['pagesToExclude is no list', { pagesToExclude: /x/ }],
  ['a pattern is text', { pagesToInclude: ['/shop'] }],
  ['telemetries are text', { telemetries: 'errors' }],
])('in production an app goes on where %s', async (_, config) => {
  vi.stubEnv('NODE_ENV', 'production');
  await start({ config: config as never });
  rum.recordEvent('event', {});
  await vi.waitFor(() => expect(told('options')).toHaveLength(1));
});
