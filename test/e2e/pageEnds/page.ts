/** The pages of `pageEnds.full.test.ts`, by path. Nobody drives them: their addresses say what they do. */
import { createDualRum, type DualRum } from '@dual-rum/browser';
import { WORKERS, type Given, type Plan } from './plan.ts';

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

/** A browser that is busy opens a database this late; the page that asked for it never hears of it. */
function openDatabasesAtTheEnd(): void {
  const { prototype } = IDBFactory;
  const { open } = prototype;
  prototype.open = function (this: IDBFactory, ...which): IDBOpenDBRequest {
    addEventListener('pagehide', () => open.apply(this, which));
    return {} as IDBOpenDBRequest;
  };
}

/** Resolves when as many events of this name are stored. */
async function isStored(name: string, count: number): Promise<void> {
  while (
    Object.keys(localStorage)
      .map((key) => localStorage.getItem(key))
      .join()
      .split(name).length <= count
  )
    await new Promise((later) => setTimeout(later, 10));
}

/** Starts workers, which are how the test finds the process of this page. Resolves once all of them run. */
async function startWorkers(): Promise<void> {
  const script = URL.createObjectURL(new Blob(['postMessage(0)'], { type: 'text/javascript' }));
  await Promise.all(
    Array.from({ length: WORKERS }, () => new Promise((runs) => (new Worker(script).onmessage = runs))),
  );
}

/** Records what is to arrive, and ends. */
async function end({ name, count, way, service, opensLate }: Plan): Promise<void> {
  if (opensLate) openDatabasesAtTheEnd();
  if (way === 'killed process') await startWorkers();
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
  else if (way === 'killed browser' || way === 'killed process') {
    // What the service does not take is stored. What nobody has tried to send is not.
    if (service === 'fails') {
      void rum.flush();
      await isStored(name, count);
    }
    await tell(`gone ${name}`);
  } else {
    await tell(`gone ${name}`);
    close();
  }
}

/** Another page of the site: what earlier ones have left leaves. */
async function comeBack(name: string): Promise<void> {
  start();
  await tell(`back ${name}`);
}

/** Stays open beside others. */
async function stay(name: string): Promise<void> {
  start();
  for (;;) {
    await tell(`stays ${name}`);
    await new Promise((later) => setTimeout(later, 500));
  }
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
} else if (location.pathname === '/stay') {
  await stay(decodeURIComponent(location.search.slice(1)));
} else {
  // The user's other window. It opens what the test says.
  await tell(`home ${location.search}`);
  for (;;) {
    try {
      const answer = await fetch('/api/next');
      const { url } = (await answer.json()) as { url: string };
      open(url, '_blank', 'noopener');
    } catch {
      // It asks again. The test tells what it waits for in vain.
    }
  }
}
