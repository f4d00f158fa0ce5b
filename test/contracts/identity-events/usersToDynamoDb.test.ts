import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { auth0Samples } from '@dual-rum/identity-events';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction, startFunction } from '../../support/aws/loadFunction.ts';
import { toLambdaEvent, type Invoke } from '../../support/aws/queue.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { courseOfUpdates, expectedUsers, profileEvent, repeatable, toBatch, wrongUsers } from './profileUpdates.ts';
import { useTable } from './useTable.ts';

const missing = missingDynamoDb();

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local', missing))('auth0-users-to-dynamodb', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useTable();
  const [a, b] = ['auth0|a', 'auth0|b'];

  /** Delivers a batch until nothing fails, as a queue does. */
  async function deliver(invoke: Invoke, batch: ReturnType<typeof toBatch>): Promise<void> {
    for (let records = batch.Records, tries = 0; records.length > 0; tries++) {
      if (tries > 20) throw new Error('messages fail without end');
      const failed = await invoke({ Records: records }).then(
        (answer) => new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
        () => undefined,
      );
      if (failed) records = records.filter(({ messageId }) => failed.has(messageId));
    }
  }

  it('writes whole profiles as they are, empty texts and nested values included', async () => {
    const { env, items } = await createSetting();
    const invoke = await loadFunction('auth0-users-to-dynamodb', env);
    const update = auth0Samples(new Date('2026-11-26T10:00:00Z')).find(
      ({ detail }) => (detail['data'] as { description?: string }).description === 'Update a User',
    )!;
    await deliver(invoke, toLambdaEvent([{ MessageId: 'm', Body: JSON.stringify(update) }]));
    const { details } = update.detail['data'] as { details: { response: { body: object } } };
    const [item] = (await items()).values();
    expect(item).toEqual({
      ...details.response.body,
      deleted: false,
      event_id: update.detail['log_id'],
      profile_updated_at: '2026-11-26T10:00:00.000Z',
    });
  });

  it('takes every kind of change of a user, in any order', async () => {
    const { env, items } = await createSetting();
    const invoke = await loadFunction('auth0-users-to-dynamodb', env);
    const samples = auth0Samples(new Date('2026-11-26T10:00:00Z')).filter(
      ({ detail }) => !JSON.stringify(detail).includes('elete'),
    );
    const withoutDeletion = samples.filter(({ detail }) => (detail['data'] as { type?: string }).type !== 'sdu');
    for (const order of [withoutDeletion, withoutDeletion.toReversed()]) {
      await deliver(invoke, toLambdaEvent(order.map((one, i) => ({ MessageId: `m${i}`, Body: JSON.stringify(one) }))));
      const [item] = (await items()).values();
      expect(item).toMatchObject({ deleted: false, email: 'ada@example.com', user_metadata: { nickname: '' } });
    }
  });

  it('ignores duplicates and late updates, and keeps a deleted user deleted', async () => {
    const { env, items } = await createSetting();
    const invoke = await loadFunction('auth0-users-to-dynamodb', env);
    const events = [
      profileEvent(a, 'updated', 3),
      profileEvent(a, 'updated', 3),
      profileEvent(a, 'created', 1),
      profileEvent(b, 'updated', 2),
      profileEvent(b, 'deleted', 5),
      profileEvent(b, 'updated', 4),
      profileEvent(b, 'updated', 7),
    ];
    for (const [i, event] of events.entries()) await deliver(invoke, toBatch([event], i));
    const found = await items();
    expect(found.get(a)).toMatchObject({ user_metadata: { version: 3 }, deleted: false });
    expect(found.get(b)).toEqual({
      user_id: b,
      deleted: true,
      deleted_at: '2026-11-26T00:00:05.000Z',
      updated_at: '2026-11-26T00:00:05.000Z',
      event_id: 'evt_auth0|b_deleted_5',
    });
  });

  it.each(['put', 'update'])('writes by %s: what a team adds to an item goes or stays', async (WRITE) => {
    const { env, items, client, table } = await createSetting();
    await client.send(new PutItemCommand({ TableName: table, Item: { user_id: { S: a }, note: { S: 'ours' } } }));
    const invoke = await loadFunction('auth0-users-to-dynamodb', { ...env, WRITE });
    await deliver(invoke, toBatch([profileEvent(a, 'updated', 1), profileEvent(a, 'updated', 2)]));
    const item = (await items()).get(a)!;
    expect(item).toMatchObject({ user_metadata: { version: 2 } });
    expect(item['note']).toBe(WRITE === 'update' ? 'ours' : undefined);
  });

  it('leaves out changes without user_metadata where it is told to, and counts them as ignored', async () => {
    const { env, items } = await createSetting();
    const run = startFunction('auth0-users-to-dynamodb', { ...env, ONLY_WITH_USER_METADATA: 'true' });
    const without = JSON.parse(profileEvent(b, 'updated', 1).body) as { detail: { data: { object: object } } };
    Reflect.deleteProperty(without.detail.data.object, 'user_metadata');
    const batch = toBatch([
      profileEvent(a, 'updated', 1),
      { ...profileEvent(b, 'updated', 1), body: JSON.stringify(without) },
    ]);
    await run.invoke(batch);
    expect([...(await items()).keys()]).toEqual([a]);
    const metric = run
      .output()
      .split('\n')
      .find((line) => line.includes('"_aws"'));
    expect(JSON.parse(metric!)).toMatchObject({ EventsDelivered: 1, EventsIgnored: 1, EventsFailed: 0 });
  });

  it.each<Fault>(['down', 'throttled', 'half-written', 'lost-response'])(
    'ends right when requests are %s now and then, and updates are doubled, late and deleted',
    async (fault) => {
      const { env, items, proxy } = await createSetting();
      const random = repeatable(7);
      proxy.decide = () => (random() < 0.2 ? fault : undefined);
      const invoke = await loadFunction('auth0-users-to-dynamodb', env);
      const events = courseOfUpdates(120, 20, repeatable(3));
      for (let i = 0; i < events.length; i += 40) await deliver(invoke, toBatch(events.slice(i, i + 40), i));
      expect(wrongUsers(expectedUsers(events), await items())).toEqual([]);
      expect(proxy.seen.filter((one) => one.fault === fault).length).toBeGreaterThan(10);
    },
  );

  it('writes nothing twice after a function was killed between write and acknowledgement', async () => {
    const { env, items, proxy } = await createSetting();
    const doomed = startFunction('auth0-users-to-dynamodb', env);
    proxy.answered = () => doomed.kill();
    const batch = toBatch([profileEvent(a, 'updated', 1)]);
    await expect(doomed.invoke(batch)).rejects.toThrow('SIGKILL');
    const before = await items();
    expect(before.size).toBe(1);
    proxy.answered = () => undefined;
    const next = startFunction('auth0-users-to-dynamodb', env);
    expect(await next.invoke(batch)).toEqual({ batchItemFailures: [] });
    expect(next.output()).toContain('"EventsIgnored":1');
    expect(await items()).toEqual(before);
  });

  it('answers with what failed while the table is gone, without a word of the profile in its log', async () => {
    const { env } = await createSetting();
    const run = startFunction('auth0-users-to-dynamodb', { ...env, TABLE: 'nobodys' });
    const batch = toBatch([profileEvent(a, 'updated', 1)]);
    expect(await run.invoke(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(run.output()).toContain('ResourceNotFoundException');
    expect(run.output()).not.toContain('example.com');
  });
});
