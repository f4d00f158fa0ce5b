import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserChange } from '../model/UserChange.ts';
import { applyChange } from './applyChange.ts';
import { memoryTable } from './memoryTable.testing.ts';
import type { WriteMode } from './planWrite.ts';
import type { UserItem } from './UserItem.ts';

const userId = 'auth0|1';
const time = (minute: number): string => new Date(Date.UTC(2026, 10, 26) + minute * 60_000).toISOString();

/** Ids as a provider gives them: one for each change. */
const profile = (minute: number, created: number, fields: Record<string, unknown> = {}): UserChange => ({
  kind: 'profile',
  eventId: `p${minute}`,
  userId,
  at: time(minute),
  profile: {
    user_id: userId,
    created_at: time(created),
    updated_at: time(minute),
    email: `profile-${minute}@example.com`,
    version: minute,
    ...fields,
  },
});
const deleted = (minute: number): UserChange => ({ kind: 'deleted', eventId: `d${minute}`, userId, at: time(minute) });
const email = (minute: number): UserChange => ({
  kind: 'fields',
  eventId: `e${minute}`,
  userId,
  at: time(minute),
  fields: { email: `${minute}@example.com` },
});
const signUp = (minute: number): UserChange => ({
  kind: 'signed-up',
  eventId: `s${minute}`,
  userId,
  at: time(minute),
  fields: { email: `${minute}@example.com`, name: `signed up ${minute}` },
});

async function after(changes: UserChange[], mode: WriteMode = 'put'): Promise<UserItem | undefined> {
  const table = memoryTable();
  for (const change of changes) await applyChange(table, change, mode);
  return table.items.get(userId);
}

/** Everything but who wrote last, which depends on the order. */
async function state(changes: UserChange[], mode: WriteMode = 'put') {
  const { event_id, ...rest } = (await after(changes, mode)) ?? { event_id: undefined };
  return { ...rest, written: event_id !== undefined };
}

describe('what the table holds', () => {
  it('is the newest profile', async () => {
    expect(await after([profile(2, 0), profile(1, 0)])).toMatchObject({ version: 2, updated_at: time(2) });
  });

  it('keeps a field that changed after the profile, and the profile that comes late', async () => {
    const item = await after([email(3), profile(2, 0, { email: 'old@example.com', user_metadata: { a: '' } })]);
    expect(item).toMatchObject({ email: '3@example.com', user_metadata: { a: '' }, version: 2, updated_at: time(3) });
    expect(await after([email(3), profile(4, 0, { email: 'new@example.com' })])).toMatchObject({
      email: 'new@example.com',
    });
  });

  it('is a tombstone that no late update raises, whatever its clock says', async () => {
    const tombstone = { user_id: userId, updated_at: time(5), deleted: true, deleted_at: time(5), event_id: 'd5' };
    expect(await after([profile(1, 0), deleted(5), profile(2, 0), email(3), signUp(1)])).toEqual(tombstone);
    expect(await after([deleted(5), profile(6, 0)])).toEqual(tombstone);
    expect(await after([deleted(5), email(7)])).toMatchObject({ deleted: true, updated_at: time(5) });
    expect(await after([profile(6, 0), deleted(5)])).toEqual(tombstone);
  });

  it('is a user who was created again after the deletion, whatever comes first', async () => {
    for (const order of [
      [profile(1, 0), deleted(5), profile(7, 7)],
      [profile(7, 7), deleted(5), profile(1, 0)],
      [deleted(5), profile(7, 7), profile(1, 0)],
    ]) {
      expect(await after(order)).toMatchObject({ deleted: false, deleted_at: time(5), version: 7 });
    }
    expect(await after([deleted(5), signUp(6)])).toMatchObject({ deleted: false, name: 'signed up 6' });
  });

  it('holds nothing of a deleted user beside one who signed up with the same id later', async () => {
    const item = await after([profile(1, 0, { phone_number: '1' }), signUp(7), deleted(5)]);
    expect(item).toEqual({
      user_id: userId,
      updated_at: time(7),
      deleted: false,
      deleted_at: time(5),
      signed_up_at: time(7),
      event_id: 'd5',
    });
  });

  it('lets a sign-up fill in until a profile comes', async () => {
    expect(await after([signUp(1)])).toMatchObject({ name: 'signed up 1', email: '1@example.com' });
    const item = await after([signUp(2), profile(1, 1, { email: 'profile@example.com' })]);
    expect(item).toMatchObject({ email: 'profile@example.com' });
    expect(item).not.toHaveProperty('name');
  });

  it('leaves other attributes alone when it writes field by field, and not when it puts', async () => {
    for (const [mode, kept] of [
      ['update', 'mine'],
      ['put', undefined],
    ] as const) {
      const table = memoryTable();
      await applyChange(table, profile(1, 0), mode);
      table.items.get(userId)!['note'] = 'mine';
      await applyChange(table, profile(2, 0), mode);
      expect(table.items.get(userId)).toMatchObject({ version: 2 });
      expect(table.items.get(userId)?.['note']).toBe(kept);
    }
  });

  it('removes a field that a later profile lacks, and leaves that of others alone, field by field', async () => {
    const table = memoryTable();
    await applyChange(table, profile(1, 0, { phone_number: '1' }), 'update');
    table.items.get(userId)!['note'] = 'mine';
    await applyChange(table, email(2), 'update');
    await applyChange(table, profile(3, 0), 'update');
    expect(table.items.get(userId)).toMatchObject({ version: 3, note: 'mine' });
    expect(table.items.get(userId)).not.toHaveProperty('phone_number');
  });

  it('leaves out a field of the provider that has the name of one of its own', async () => {
    const item = await after([profile(1, 0, { deleted: true, field_times: 'x', event_id: 'y' })]);
    expect(item).toMatchObject({ deleted: false, event_id: 'p1' });
    expect(item).not.toHaveProperty('field_times');
  });
});

describe('any order, and any change twice', () => {
  const shuffled = (changes: UserChange[]) =>
    fc
      .tuple(
        fc.shuffledSubarray(changes, { minLength: changes.length }),
        fc.array(fc.tuple(fc.nat(changes.length - 1), fc.nat(changes.length)), { maxLength: 4 }),
      )
      .map(([order, copies]) => {
        const result = [...order];
        for (const [which, where] of copies) result.splice(where, 0, changes[which]!);
        return result;
      });

  const lifeOf = (start: number): fc.Arbitrary<UserChange[]> =>
    fc
      .record({
        kinds: fc.array(fc.constantFrom('profile' as const, 'email' as const), { minLength: 1, maxLength: 4 }),
        ends: fc.boolean(),
      })
      .map(({ kinds, ends }) => [
        profile(start, start),
        ...kinds.map((kind, i) => (kind === 'profile' ? profile(start + 1 + i, start) : email(start + 1 + i))),
        ...(ends ? [deleted(start + 10)] : []),
      ]);

  it.each(['put', 'update'] as const)('ends as in order: one user, %s', async (mode) => {
    await fc.assert(
      fc.asyncProperty(
        lifeOf(1).chain((life) => fc.tuple(fc.constant([signUp(1.5), ...life]), shuffled([signUp(1.5), ...life]))),
        async ([inOrder, order]) => {
          const ordered = [...inOrder].sort((a, b) => (a.at < b.at ? -1 : 1));
          const [expected, found] = [await state(ordered, mode), await state(order, mode)];
          // Field by field, what only the sign-up told stays if it came before the profile.
          if (mode === 'update') for (const one of [expected, found]) Reflect.deleteProperty(one, 'name');
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['put', 'update'] as const)('ends as in order: a user who is deleted and created again, %s', async (mode) => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(lifeOf(1), lifeOf(30)).chain(([first, second]) => {
          const all = [...first.filter(({ kind }) => kind !== 'deleted'), deleted(20), ...second];
          return fc.tuple(fc.constant(all), shuffled(all));
        }),
        async ([inOrder, order]) => {
          expect(await state(order, mode)).toEqual(await state(inOrder, mode));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('applyChange', () => {
  it('takes several writers of one user', async () => {
    const table = memoryTable();
    const changes = Array.from({ length: 6 }, (_, i) => (i % 2 ? email(i) : profile(i, 0)));
    await Promise.all(changes.map((change) => applyChange(table, change, 'put')));
    expect(table.items.get(userId)).toMatchObject({ version: 4, email: '5@example.com' });
  });

  it('gives up, for the queue to try again, when others write all the time', async () => {
    const item = { user_id: userId, updated_at: time(1), deleted: false, event_id: 'x' };
    const busy = { write: () => Promise.resolve({ written: false as const, current: item }) };
    await expect(applyChange(busy, profile(2, 0), 'put')).rejects.toThrow('8 times in a row');
  });
});
