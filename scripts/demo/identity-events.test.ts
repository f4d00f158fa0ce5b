import { describe, expect, it } from 'vitest';
import { checkIdentityEvents, drawIdentityEvents, type ListedEvent } from './identity-events.ts';

const event = (type: string, more: Partial<ListedEvent> = {}): ListedEvent => ({
  occurred_at: '2026-11-26 10:00:00',
  type,
  outcome: 'success',
  subject: 'auth0|Ada',
  client_name: null,
  connection: 'Users',
  ip: '127.0.0.1',
  ...more,
});

describe('drawIdentityEvents', () => {
  it('draws a table whose columns are as wide as their widest cell', () => {
    const table = drawIdentityEvents([event('sign-up', { client_name: 'Shop' }), event('sign-in')]);
    expect(table.split('\n').slice(2)).toEqual([
      'occurred_at          type     outcome  subject    client_name  connection  ip',
      '2026-11-26 10:00:00  sign-up  success  auth0|Ada  Shop         Users       127.0.0.1',
      '2026-11-26 10:00:00  sign-in  success  auth0|Ada               Users       127.0.0.1',
    ]);
  });

  it('says that there are none yet', () => {
    expect(drawIdentityEvents([])).toBe('IDENTITY EVENTS · none yet');
  });
});

describe('checkIdentityEvents', () => {
  const whole = ['sign-up', 'sign-in', 'sign-out'].map((type) => event(type));

  it('finds nothing wrong with the events of one new user', () => {
    expect(checkIdentityEvents(whole, 'auth0|Ada')).toEqual([]);
  });

  it('reports what is missing, and what is about somebody else', () => {
    expect(checkIdentityEvents(whole.slice(1), 'auth0|Ada')).toEqual([
      'The identity events are sign-in, sign-out, not sign-up, sign-in, sign-out.',
    ]);
    expect(checkIdentityEvents([...whole.slice(0, 2), event('sign-out', { subject: null })], 'auth0|Ada')).toEqual([
      'The sign-out is about nobody, not auth0|Ada.',
    ]);
  });
});
