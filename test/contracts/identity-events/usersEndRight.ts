import type { SQSEvent } from 'aws-lambda';
import { expect } from 'vitest';
import { loadFunction } from '../../support/aws/loadFunction.ts';
import type { Invoke } from '../../support/aws/queue.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { courseOfUpdates, expectedUsers, repeatable, toBatch, wrongUsers } from './profileUpdates.ts';
import type { Setting } from './useTable.ts';

/** Delivers a batch until nothing fails, as a queue does. */
export async function deliverAll(invoke: Invoke, batch: SQSEvent): Promise<void> {
  for (let records = batch.Records, tries = 0; records.length > 0; tries++) {
    if (tries > 20) throw new Error('messages fail without end');
    const failed = await invoke({ Records: records }).then(
      (answer) => new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
      () => undefined,
    );
    if (failed) records = records.filter(({ messageId }) => failed.has(messageId));
  }
}

/** So many updates of 20 users, doubled, late and deleted, while one request in five meets a fault: every row is right. */
export async function usersEndRight({ env, items, proxy }: Setting, fault: Fault, updates: number): Promise<void> {
  const random = repeatable(7);
  proxy.decide = () => (random() < 0.2 ? fault : undefined);
  const invoke = await loadFunction('auth0-users-to-dynamodb', env);
  const events = courseOfUpdates(updates, 20, repeatable(3));
  for (let i = 0; i < events.length; i += 40) await deliverAll(invoke, toBatch(events.slice(i, i + 40), i));
  expect(wrongUsers(expectedUsers(events), await items())).toEqual([]);
  expect(proxy.seen.filter((one) => one.fault === fault).length).toBeGreaterThan(10);
}
