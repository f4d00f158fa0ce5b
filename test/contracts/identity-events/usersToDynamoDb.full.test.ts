import { parseAuth0UserChange } from '@dual-rum/identity-events';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import { toLambdaEvent } from '../../support/aws/queue.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { fuzzedChanges } from './fuzzedChanges.ts';
import { expectedUsers, profileEvent, wrongUsers } from './profileUpdates.ts';
import { usersEndRight } from './usersEndRight.ts';
import { useTable } from './useTable.ts';

const missing = missingDynamoDb();

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local', missing))('auth0-users-to-dynamodb', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useTable();

  it.each<Fault>(['down', 'throttled', 'half-written', 'lost-response'])(
    'ends right when requests are %s now and then, and updates are doubled, late and deleted',
    async (fault) => {
      await usersEndRight(await createSetting(), fault, 300);
    },
  );

  it('fails only what cannot be read of 10,000 messages with anything in them, and writes those beside them', async () => {
    const { env, items } = await createSetting();
    const invoke = await loadFunction('auth0-users-to-dynamodb', env);
    const fuzzed = fuzzedChanges(10_000, 20_261_126);
    const innocents = fuzzed.filter((_, i) => i % 10 === 0).map((_, i) => profileEvent(`auth0|${i}`, 'updated', i + 1));
    const counts = { failed: 0, taken: 0 };
    for (let start = 0; start < fuzzed.length; start += 100) {
      const messages = fuzzed
        .slice(start, start + 100)
        .flatMap((body, i) => [
          { MessageId: `fuzzed${start + i}`, Body: body },
          ...(i % 10 === 0 ? [{ MessageId: `innocent${start + i}`, Body: innocents[(start + i) / 10]!.body }] : []),
        ]);
      const answer = await invoke(toLambdaEvent(messages));
      const failed = answer!.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      const unreadable = messages.filter(({ Body }) => !readable(Body)).map(({ MessageId }) => MessageId);
      expect(failed.sort()).toEqual(unreadable.sort());
      counts.failed += failed.length;
      counts.taken += messages.length - failed.length;
    }
    // Neither all nor none: the test would show nothing.
    expect(counts.failed).toBeGreaterThan(1000);
    expect(counts.taken).toBeGreaterThan(5000);
    expect(wrongUsers(expectedUsers(innocents), await items())).toEqual([]);
  });
});

function readable(body: string): boolean {
  try {
    parseAuth0UserChange(JSON.parse(body));
    return true;
  } catch (error) {
    expect((error as Error).name).toMatch(/^(MessageError|SyntaxError)$/);
    return false;
  }
}
