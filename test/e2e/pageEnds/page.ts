/** The pages of `pageEnds.full.test.ts`, by path. Nobody drives them: their addresses say what they do. */
import { createDualRum, type DualRum } from '@dual-rum/browser';
import type { Given, Plan } from './plan.ts';

declare global {
  interface Window {
    given: Given;
  }
}

const { given } = window;
/** Tells the test. */
const tell = (what: string): Promise<unknown> => fetch(`/api/told?${encodeURIComponent(what)}`);
const planned = (): Plan => JSON.parse(decodeURIComponent(location.search.slice(1))) as Plan;

/** Events wait for the end of the page. */
const start = (): DualRum =>
  createDualRum({
    ...given.options,
    config: { allowCookies: true, dispatchInterval: 60_000, telemetries: ['errors', 'performance', 'http'] },
  });

/** Records what is to arrive, and ends. */
async function end({ name, count, way, service }: Plan): Promise<void> {
  const rum = start();
  rum.recordEvent('first', {});
  if (service === 'fails') {
    const failed = new Promise<void>((done) => void rum.onProblem(() => done()));
    void rum.flush();
    await failed;
  } else await rum.flush();
  for (let index = 0; index < count; index++) rum.recordEvent('last', { name, index });
  const follow = (site: string): void => {
    const link = document.createElement('a');
    link.href = `${site}/elsewhere?${encodeURIComponent(name)}`;
    document.body.append(link);
    link.click();
  };
  if (way === 'link') follow('');
  else if (way === 'cross-site link') follow(given.otherSite);
  else if (way === 'reload') location.reload();
  else {
    await tell(`gone ${name}`);
    close();
  }
}

/** Another page of the site: what earlier ones have left leaves. */
async function comeBack(name: string): Promise<void> {
  start();
  await tell(`back ${name}`);
}

const [{ type }] = performance.getEntriesByType('navigation') as [PerformanceNavigationTiming];
if (location.pathname === '/page') {
  const plan = planned();
  if (type === 'reload') await tell(`gone ${plan.name}`);
  else await end(plan);
} else if (location.pathname === '/elsewhere') {
  await tell(`gone ${decodeURIComponent(location.search.slice(1))}`);
} else if (location.pathname === '/back') {
  await comeBack(decodeURIComponent(location.search.slice(1)));
} else {
  // The user's other window. It opens what the test says.
  for (;;) {
    const answer = await fetch('/api/next');
    const { url } = (await answer.json()) as { url: string };
    open(url, '_blank', 'noopener');
  }
}
