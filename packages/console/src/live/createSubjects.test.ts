import { expect, it } from 'vitest';
import type { IssuedCredentials } from '../credentials/createCredentialStore.ts';
import { acceptedOf, batchOf, storedEvent } from '../testing/stored.ts';
import { createSubjects } from './createSubjects.ts';

const users: Record<string, string | undefined> = { ASIAADA: 'auth0|ada', ASIAGUEST: undefined };
const subjects = () => createSubjects({ find: (key) => ({ subject: users[key] }) as IssuedCredentials });
const batch = (
  accessKeyId: string | null,
  sessionId: string | undefined,
  receivedAt: number,
  ids = [`${receivedAt}`],
) =>
  acceptedOf(
    batchOf({ accessKeyId, sessionId, receivedAt, monitor: 'Users' }),
    ids.map((id) => storedEvent(id)),
  );

it('counts the events of each session by the user whose credentials signed them, latest first', () => {
  const known = subjects();
  known.add(batch('ASIAADA', 'one', 1));
  known.add(batch('ASIAADA', 'two', 2));
  known.add(batch('ASIAADA', 'one', 3));
  expect(known.list()).toEqual([
    { subject: 'auth0|ada', monitor: 'Users', sessionId: 'one', events: 2, first: 1, last: 3 },
    { subject: 'auth0|ada', monitor: 'Users', sessionId: 'two', events: 1, first: 2, last: 2 },
  ]);
  known.clear();
  expect(known.list()).toEqual([]);
});

it('knows nobody of what is unsigned, of a guest, without a session or empty', () => {
  const known = subjects();
  known.add(batch(null, 'one', 1));
  known.add(batch('ASIAGUEST', 'one', 1));
  known.add(batch('ASIAUNKNOWN', 'one', 1));
  known.add(batch('ASIAADA', undefined, 1));
  known.add(batch('ASIAADA', 'one', 1, []));
  expect(known.list()).toEqual([]);
});
