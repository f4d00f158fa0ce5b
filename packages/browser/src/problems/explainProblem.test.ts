import { describe, expect, it } from 'vitest';
import { explainProblem } from './explainProblem.ts';
import type { Problem } from '../api/types.ts';

/** What the text of each type must name: what happened, the likely cause, and the fix. A new type fails to compile here. */
const expected: Record<Problem['type'], [happened: RegExp, cause: RegExp, fix: RegExp]> = {
  options: [/Nothing is recorded: TypeError: why\./, /In development/, /Correct the option/],
  unreachable: [/cannot be reached for the guest monitor: TypeError: why\./, /offline|ad blocker/, /connect-src/],
  unavailable: [/answered noted for the guest monitor/, /quota/, /quotas of PutRumEvents/],
  forbidden: [
    /refuses the events of the guest monitor: noted/,
    /may not write here, the user is blocked/,
    /policies of the role/,
  ],
  rejected: [
    /batch of the guest monitor invalid: noted\. Its 3 events are lost/,
    /not what the service takes/,
    /Check/,
  ],
  credentials: [/no AWS credentials for the guest monitor: TypeError: why\./, /identity pool/, /identityPoolId/],
  'queue-full': [/wait for the guest monitor: 3 are lost/, /could not be sent/, /reported before/],
  'pending-full': [/3 are lost/, /takes long to answer/, /pendingTimeout/],
  'session-limit': [
    /guest monitor has reached sessionEventLimit \(noted\)/,
    /limit is lower/,
    /Raise sessionEventLimit/,
  ],
  storage: [/Nothing can be kept .* guest monitor: TypeError: why\./, /blocks storage/, /Allow the site/],
  auth: [/does not say who is signed in: TypeError: why\./, /identity provider/, /Check/],
  'invalid-event': [/recorded as noted cannot be sent: TypeError: why\. It is lost/, /JSON/, /plain data/],
  beforeSend: [/beforeSend threw on an event of type noted: TypeError: why\./, /expects/, /return the event, or null/],
  instrument: [/does not work in this browser: TypeError: why\./, /locked/, /Nothing/],
  internal: [/Dual RUM failed: TypeError: why\./, /defect of Dual RUM/, /report it/],
};
const facts = { monitor: 'guest', count: 3, note: 'noted.', cause: new TypeError('why.') } as const;

describe.each(Object.keys(expected) as Problem['type'][])('%s', (type) => {
  const { message, fix } = explainProblem({ type, ...facts });
  const [happened, cause, toDo] = expected[type];

  it('says what happened, the likely cause and the fix', () => {
    expect(message).toMatch(happened);
    expect(message).toMatch(cause);
    expect(fix).toMatch(toDo);
  });

  it('reads as whole sentences', () => {
    for (const text of [message, fix]) {
      expect(text).toMatch(/^\w.{5,}\.$/);
      expect(text).not.toMatch(/undefined|null\b(?! to drop)|\[object|\.\.|\s\s/);
    }
  });
});

it('without an error behind it, a storage problem is about cookies', () => {
  expect(explainProblem({ type: 'storage', monitor: 'guest' })).toEqual({
    message: expect.stringMatching(/^Cookies cannot be stored for the guest monitor/) as string,
    fix: expect.stringMatching(/Allow cookies/) as string,
  });
});

it('leaves out what is not known, without a hole in the sentence', () => {
  expect(explainProblem({ type: 'internal' }).message).toMatch(/^Dual RUM failed\. The app goes on\./);
});

it('explains a problem whose cause cannot be made text', () => {
  const { message } = explainProblem({ type: 'internal', cause: Object.create(null) as unknown });
  expect(message).toMatch(/^Dual RUM failed: something of type object\./);
});
