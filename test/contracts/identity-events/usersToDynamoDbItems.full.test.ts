import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { auth0Samples } from '@dual-rum/identity-events';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFunction, startFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { toLambdaEvent } from '../../support/aws/queue.ts';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { expectedUsers, profileEvent, toBatch, wrongUsers } from './profileUpdates.ts';
import { deliverAll } from './usersEndRight.ts';
import { useMoto } from './useMoto.ts';
import { useTable } from './useTable.ts';

const missing = missingDynamoDb();
const noQueue = missingPythonModules();

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local', missing))('auth0-users-to-dynamodb', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useTable();
  const [a, b] = ['auth0|a', 'auth0|b'];

  it('writes whole profiles as they are, empty texts and nested values included', async () => {
    const { env, items } = await createSetting();
    const invoke = await loadFunction('auth0-users-to-dynamodb', env);
    const update = auth0Samples(new Date('2026-11-26T10:00:00Z')).find(
      ({ detail }) => (detail['data'] as { description?: string }).description === 'Update a User',
    )!;
    await deliverAll(invoke, toLambdaEvent([{ MessageId: 'm', Body: JSON.stringify(update) }]));
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
      await deliverAll(
        invoke,
        toLambdaEvent(order.map((one, i) => ({ MessageId: `m${i}`, Body: JSON.stringify(one) }))),
      );
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
    for (const [i, event] of events.entries()) await deliverAll(invoke, toBatch([event], i));
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

  it.each(['put', 'update'])('goes on with a profile that has a number beyond 2^53, by %s', async (WRITE) => {
    const { env, items } = await createSetting();
    const invoke = await loadFunction('auth0-users-to-dynamodb', { ...env, WRITE });
    const large = JSON.parse(profileEvent(a, 'updated', 3).body) as { detail: { data: { object: object } } };
    Object.assign(large.detail.data.object, { user_metadata: { n: 1.5e22, version: 3 } });
    const event = { ...profileEvent(a, 'updated', 3), body: JSON.stringify(large) };
    expect(await invoke(toBatch([event, profileEvent(a, 'updated', 2)]))).toEqual({ batchItemFailures: [] });
    expect((await items()).get(a)).toMatchObject({ user_metadata: { n: 1.5e22, version: 3 } });
    expect(await invoke(toBatch([profileEvent(a, 'updated', 4)]))).toEqual({ batchItemFailures: [] });
    expect((await items()).get(a)).toMatchObject({ user_metadata: { version: 4 } });
  });

  it.each(['put', 'update'])('writes by %s: what a team adds to an item goes or stays', async (WRITE) => {
    const { env, items, client, table } = await createSetting();
    await client.send(new PutItemCommand({ TableName: table, Item: { user_id: { S: a }, note: { S: 'ours' } } }));
    const invoke = await loadFunction('auth0-users-to-dynamodb', { ...env, WRITE });
    await deliverAll(invoke, toBatch([profileEvent(a, 'updated', 1), profileEvent(a, 'updated', 2)]));
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

  describe.skipIf(noQueue !== undefined && unavailable('SQS by moto', noQueue))('through a queue', () => {
    const { createQueue } = useMoto();

    it('fails poison messages alone, which end in the dead-letter queue and a metric', async () => {
      const { env, items } = await createSetting();
      const queue = await createQueue('poison', 2);
      const events = Array.from({ length: 20 }, (_, i) => profileEvent(`auth0|${i}`, 'updated', i + 1));
      const noUser = JSON.parse(profileEvent(a, 'updated', 1).body) as { detail: { data: { object: object } } };
      Reflect.deleteProperty(noUser.detail.data.object, 'user_id');
      // Of users about whom the batch has another message, after it.
      const tooLarge = JSON.parse(profileEvent('auth0|15', 'updated', 1).body) as typeof noUser;
      Object.assign(tooLarge.detail.data.object, { user_metadata: { n: 1e200 } });
      const noName = JSON.parse(profileEvent('auth0|16', 'updated', 1).body) as typeof noUser;
      Object.assign(noName.detail.data.object, { user_metadata: { '': 1 } });
      const poison = ['not JSON', '{}', '"a text"', ...[noUser, tooLarge, noName].map((one) => JSON.stringify(one))];
      await queue.send([...events.slice(0, 10).map(({ body }) => body), ...poison]);
      await queue.send(events.slice(10).map(({ body }) => body));

      const first = startFunction('auth0-users-to-dynamodb', env);
      await queue.poll(first.invoke);
      const metric = first
        .output()
        .split('\n')
        .find((line) => line.includes('"_aws"'));
      expect(JSON.parse(metric!)).toMatchObject({
        EventsDelivered: 20,
        EventsFailed: poison.length,
        service: 'auth0-users-to-dynamodb',
      });
      expect(first.output()).not.toContain('@example.com');
      await queue.drain(await loadFunction('auth0-users-to-dynamodb', env));
      expect((await queue.deadLetters()).sort()).toEqual([...poison].sort());
      expect(wrongUsers(expectedUsers(events), await items())).toEqual([]);
    });
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
