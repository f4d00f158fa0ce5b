import type { Tab } from '../../support/sdk/tab.ts';

/** Nothing leaves before the page ends. */
export const patient = { options: { config: { dispatchInterval: 60_000 } } };

/** What signs and what stores is loaded lazily: it is there once something has been acknowledged. */
export const canSend = (tab: Tab): Promise<void> => tab.flush();

export const record = (tab: Tab, count: number, text = ''): Promise<void> =>
  tab.run(
    ({ count, text }) => {
      for (let index = 0; index < count; index++) sdk.rum.recordEvent('last', { index, text });
    },
    { count, text },
  );

export const indexes = (tab: Tab): unknown[] =>
  tab.guest
    .events('last')
    .map(({ details }) => details.index as number)
    .sort((one, other) => one - other);
