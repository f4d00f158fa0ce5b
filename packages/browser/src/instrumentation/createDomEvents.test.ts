import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDomEvents, type DomEventOptions } from './createDomEvents.ts';
import { failTest, fakeContext } from './fakes.testing.ts';

let readyState: DocumentReadyState;
beforeEach(() => {
  readyState = 'complete';
  vi.spyOn(document, 'readyState', 'get').mockImplementation(() => readyState);
  document.body.innerHTML = '<button id="buy">Buy</button><button id="sell">Sell</button>';
});
afterEach(() => void vi.restoreAllMocks());

function setUp(options: DomEventOptions = {}, onFailure: (cause: unknown) => void = failTest) {
  const { context, events } = fakeContext();
  const domEvents = createDomEvents(context, options, onFailure);
  const click = (id: string) => {
    events.length = 0;
    document.getElementById(id)!.click();
    return events.map(({ data }) => data['elementId']);
  };
  return { domEvents, click, events };
}
const clickOn = (elementId: string) => ({ event: 'click', elementId });
const load = () => {
  readyState = 'complete';
  window.dispatchEvent(new Event('load'));
};

it('records the events that the telemetry names', () => {
  const { click } = setUp({ events: [clickOn('buy')] });
  expect(click('buy')).toEqual(['buy']);
  expect(click('sell')).toEqual([]);
});

it('records the events that the app registers, with the telemetry and without', () => {
  for (const options of [{}, { events: [clickOn('sell')] }]) {
    const { domEvents, click } = setUp(options);
    domEvents.register([clickOn('buy')]);
    expect(click('buy')).toEqual(['buy']);
  }
});

it('records each event once, when it was registered while the page was loading', () => {
  readyState = 'loading';
  const { domEvents, click } = setUp({ events: [clickOn('sell')] });
  domEvents.register([clickOn('buy')]);
  domEvents.register([]);
  expect(click('buy')).toEqual(['buy']);
  load();
  expect(click('buy')).toEqual(['buy']);
  expect(click('sell')).toEqual(['sell']);
});

it('leaves the list of events that the app gave as it was', () => {
  const given = [clickOn('buy')];
  const { domEvents } = setUp({ events: given });
  domEvents.register([clickOn('sell')]);
  expect(given).toEqual([clickOn('buy')]);
});

it('describes an event as aws-rum-web does', () => {
  const { click, events } = setUp({ events: [{ event: 'click', cssLocator: 'button' }], interactionId: () => 'deal' });
  click('buy');
  const data = { version: '1.1.0', event: 'click', element: 'BUTTON', elementId: 'buy', interactionId: 'deal' };
  expect(events).toEqual([{ type: 'dom_event', data: { ...data, cssLocator: 'button' } }]);
});

it('records events of the telemetry from the time the page has loaded, and finds what is there by then', () => {
  readyState = 'loading';
  const { domEvents, click } = setUp({ events: [clickOn('buy')] });
  domEvents.register([clickOn('late')]);
  document.body.insertAdjacentHTML('beforeend', '<button id="late">Late</button>');
  expect([click('buy'), click('late')]).toEqual([[], []]);
  load();
  expect([click('buy'), click('late')]).toEqual([['buy'], ['late']]);
});

it('finds new elements with the mutation observer, and records each event once', async () => {
  const { click } = setUp({ events: [{ event: 'click', cssLocator: 'button' }], enableMutationObserver: true });
  document.body.insertAdjacentHTML('beforeend', '<button id="late">Late</button>');
  await new Promise((done) => setTimeout(done));
  expect([click('buy'), click('late')]).toEqual([['buy'], ['late']]);
});

it('reports a selector that cannot be used, and records the other events', () => {
  const failures: unknown[] = [];
  const { click } = setUp({ events: [{ event: 'click', cssLocator: '[' }, clickOn('buy')] }, (cause) =>
    failures.push(cause),
  );
  expect(click('buy')).toEqual(['buy']);
  expect(failures.length).toBe(1);
});

it('reports an interactionId that throws, not to the app', () => {
  const failures: unknown[] = [];
  const interactionId = () => {
    throw new Error('no id');
  };
  const { click } = setUp({ events: [clickOn('buy')], interactionId }, (cause) => failures.push(cause));
  expect(click('buy')).toEqual([]);
  expect(failures).toEqual([new Error('no id')]);
});

it.each(['complete', 'loading'] as const)('records nothing once stopped: %s', (state) => {
  readyState = state;
  const { domEvents, click } = setUp({ events: [clickOn('buy')] });
  domEvents.register([clickOn('sell')]);
  domEvents.stop();
  load();
  expect([click('buy'), click('sell')]).toEqual([[], []]);
});
