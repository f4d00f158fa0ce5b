import { expect, it } from 'vitest';
import { correctClockSkew } from './correctClockSkew.ts';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const correct = (message: string, before = 0): number => {
  const clockSkew = { milliseconds: before };
  correctClockSkew(clockSkew, message, NOON);
  return clockSkew.milliseconds;
};

it('takes the time of the service from its refusal', () => {
  expect(
    correct('Signature expired: 20261101T120000Z is now earlier than 20261101T125500Z (20261101T130000Z - 5 min.)'),
  ).toBe(3_600_000);
});

it('takes no notice of less than a minute, nor of another refusal', () => {
  expect(correct('expired: 20261101T120000Z is earlier than 20261101T120030Z', 5)).toBe(5);
  expect(correct('User is not authorized to perform rum:PutRumEvents', 7)).toBe(7);
});
