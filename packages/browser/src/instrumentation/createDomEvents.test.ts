import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDomEvents } from './createDomEvents.ts';
import { createPluginLoader } from './createPluginLoader.ts';
import { failTest, fakeContext } from './fakes.testing.ts';

let readyState: DocumentReadyState;
beforeEach(() => {
  readyState = 'complete';
  vi.spyOn(document, 'readyState', 'get').mockImplementation(() => readyState);
  document.body.innerHTML = '<button id="buy">Buy</button><button id="sell">Sell</button>';
});
afterEach(() => void vi.restoreAllMocks());

function setUp(options?: Parameters<typeof createDomEvents>[1]) {
  const { context, events } = fakeContext();
  const { loadPlugin } = createPluginLoader(() => context, failTest);
  const domEvents = createDomEvents(loadPlugin, options);
  const click = (id: string) => {
    events.length = 0;
    document.getElementById(id)!.click();
    return events.map(({ data }) => data['elementId']);
  };
  return { domEvents, click };
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
  for (const options of [undefined, { events: [clickOn('sell')] }]) {
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
