import { describe, expect, it } from 'vitest';
import {
  anyOrder,
  userId,
  time,
  profile,
  profileOfUnknownAge,
  deleted,
  email,
  signUp,
  after,
} from './anyOrder.testing.ts';
import { applyChange } from './applyChange.ts';
import { memoryTable } from './memoryTable.testing.ts';

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
    expect(await after([deleted(5), email(7)])).toEqual(tombstone);
    expect(await after([email(7), deleted(5)])).toEqual(tombstone);
    expect(await after([profile(6, 0), deleted(5)])).toEqual(tombstone);
    expect(await after([deleted(5), profileOfUnknownAge(6)])).toEqual(tombstone);
    expect(await after([profileOfUnknownAge(6), deleted(5)])).toEqual(tombstone);
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
    expect(await after([deleted(5), signUp(6), profileOfUnknownAge(7)])).toMatchObject({ deleted: false, version: 7 });
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

anyOrder(300);

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
