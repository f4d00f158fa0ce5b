import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEED } from '../model/seed.testing.ts';
import type { UserChange } from '../model/UserChange.ts';
import { applyChange } from './applyChange.ts';
import { memoryTable } from './memoryTable.testing.ts';
import type { WriteMode } from './planWrite.ts';
import type { UserItem } from './UserItem.ts';

export const userId = 'auth0|1';
export const time = (minute: number): string => new Date(Date.UTC(2026, 10, 26) + minute * 60_000).toISOString();

/** Ids as a provider gives them: one for each change. */
export const profile = (minute: number, created: number, fields: Record<string, unknown> = {}): UserChange => ({
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
/** As where a provider leaves out `created_at`. */
export const profileOfUnknownAge = (minute: number): UserChange => {
  const fields = { user_id: userId, updated_at: time(minute), email: `profile-${minute}@example.com`, version: minute };
  return { kind: 'profile', eventId: `u${minute}`, userId, at: time(minute), profile: fields };
};
export const deleted = (minute: number): UserChange => ({
  kind: 'deleted',
  eventId: `d${minute}`,
  userId,
  at: time(minute),
});
export const email = (minute: number): UserChange => ({
  kind: 'fields',
  eventId: `e${minute}`,
  userId,
  at: time(minute),
  fields: { email: `${minute}@example.com` },
});
export const signUp = (minute: number): UserChange => ({
  kind: 'signed-up',
  eventId: `s${minute}`,
  userId,
  at: time(minute),
  fields: { email: `${minute}@example.com`, name: `signed up ${minute}` },
});

export async function after(changes: UserChange[], mode: WriteMode = 'put'): Promise<UserItem | undefined> {
  const table = memoryTable();
  for (const change of changes) await applyChange(table, change, mode);
  return table.items.get(userId);
}

/** Everything but who wrote last, which depends on the order. */
export async function state(changes: UserChange[], mode: WriteMode = 'put') {
  const { event_id, ...rest } = (await after(changes, mode)) ?? { event_id: undefined };
  return { ...rest, written: event_id !== undefined };
}

/** Changes in any order, so many times. */
export function anyOrder(numRuns: number): void {
  describe('any order, and any change twice', () => {
    /** A field of the second user comes late, but not before all that tells of the second user. */
    const fieldsAfterCreation = (order: UserChange[]): UserChange[] => {
      const early = (change: UserChange) => change.kind === 'fields' && change.at > time(20);
      const known = order.findIndex(({ kind, at }) => kind === 'profile' && at > time(20));
      return [
        ...order.slice(0, known).filter((one) => !early(one)),
        order[known]!,
        ...order.slice(0, known).filter(early),
      ].concat(order.slice(known + 1));
    };

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

    type Kind = (minute: number, created: number) => UserChange;
    const lifeOf = (start: number, kinds: Kind[] = [profile, email]): fc.Arbitrary<UserChange[]> =>
      fc
        .record({
          kinds: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
          ends: fc.boolean(),
        })
        .map(({ kinds, ends }) => [
          profile(start, start),
          ...kinds.map((kind, i) => kind(start + 1 + i, start)),
          ...(ends ? [deleted(start + 10)] : []),
        ]);

    it.each(['put', 'update'] as const)('ends as in order: one user, %s', async (mode) => {
      await fc.assert(
        fc.asyncProperty(
          lifeOf(1, [profile, profileOfUnknownAge, email]).chain((life) =>
            fc.tuple(fc.constant([signUp(1.5), ...life]), shuffled([signUp(1.5), ...life])),
          ),
          async ([inOrder, order]) => {
            const ordered = [...inOrder].sort((a, b) => (a.at < b.at ? -1 : 1));
            const [expected, found] = [await state(ordered, mode), await state(order, mode)];
            // Field by field, what only the sign-up told stays if it came before the profile.
            if (mode === 'update') for (const one of [expected, found]) Reflect.deleteProperty(one, 'name');
            expect(found).toEqual(expected);
          },
        ),
        { numRuns, seed: SEED },
      );
    });

    it.each(['put', 'update'] as const)(
      'ends as in order: a user who is deleted and created again, %s',
      async (mode) => {
        await fc.assert(
          fc.asyncProperty(
            fc.tuple(lifeOf(1), lifeOf(30)).chain(([first, second]) => {
              const all = [...first.filter(({ kind }) => kind !== 'deleted'), deleted(20), ...second];
              return fc.tuple(fc.constant(all), shuffled(all).map(fieldsAfterCreation));
            }),
            async ([inOrder, order]) => {
              expect(await state(order, mode)).toEqual(await state(inOrder, mode));
            },
          ),
          { numRuns, seed: SEED },
        );
      },
    );
  });

  describe('a deleted user', () => {
    it.each(['put', 'update'] as const)(
      'gets nothing new, whatever is told of them and in whatever order, %s',
      async (mode) => {
        const told = fc.array(
          fc.oneof(
            fc.nat(60).map((minute) => email(minute)),
            fc.nat(60).map((minute) => profile(minute, 0)),
            fc.nat(60).map((minute) => profileOfUnknownAge(minute)),
            fc.nat(29).map((minute) => signUp(minute)),
            fc.nat(30).map((minute) => deleted(minute)),
          ),
          { maxLength: 8 },
        );
        await fc.assert(
          fc.asyncProperty(told, told, async (before, later) => {
            expect(await after([...before, deleted(30), ...later], mode)).toEqual({
              user_id: userId,
              updated_at: time(30),
              deleted: true,
              deleted_at: time(30),
              event_id: 'd30',
            });
          }),
          { numRuns, seed: SEED },
        );
      },
    );
  });
}
