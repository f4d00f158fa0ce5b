import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { startConsole } from '../core/startConsole.ts';
import { batch, event } from '../testing/batch.ts';
import { signed } from '../testing/signRequest.ts';
import { send } from '../testing/send.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapUsed = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

it('keeps a batch as its bytes and its ids, not as what was read from them, before and after somebody asks', async () => {
  const rum = await startConsole();
  const { appMonitorId } = rum.config.guest;
  const credentials = rum.issueCredentials({ role: 'DualRum-Guest' });
  const sendBatches = async (count: number): Promise<void> => {
    for (let sent = 0; sent < count; sent += 1) {
      const RumEvents = Array.from({ length: 100 }, () =>
        event(
          'performance_resource',
          undefined,
          Object.fromEntries(Array.from({ length: 20 }, () => [randomUUID(), 1])),
        ),
      );
      const body = JSON.stringify(batch(appMonitorId, { RumEvents }));
      const { status } = await send(await signed({ url: `${rum.url}/appmonitors/${appMonitorId}`, body, credentials }));
      expect(status).toBe(200);
    }
  };
  const ask = () => fetch(`${rum.url}/_query/filter-values`).then((answer) => answer.text());
  // What loads with the first of each is not of the batches.
  await sendBatches(2);
  await ask();
  const before = heapUsed();
  await sendBatches(30);
  // 3000 events of a kilobyte: as bytes they are outside the heap.
  expect(heapUsed() - before).toBeLessThan(1_500_000);
  await ask();
  expect(heapUsed() - before).toBeLessThan(1_500_000);
  await rum.close();
});
