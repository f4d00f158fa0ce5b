import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from '../model/seed.testing.ts';
import { CLOUD_TRAIL_NAMES } from './cloudTrailNames.ts';
import { parseCognitoCloudTrail } from './parseCognitoCloudTrail.ts';

/** A call of user pools, as EventBridge delivers it. */
export const callOf = (eventName: string, more: Record<string, unknown> = {}) => ({
  id: 'e1',
  source: 'aws.cognito-idp',
  time: '2026-11-26T10:00:00Z',
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventID: 'c1',
    eventTime: '2026-11-26T09:59:59Z',
    eventSource: 'cognito-idp.amazonaws.com',
    eventName,
    ...more,
  },
});

/** Calls with anything in their fields, so many of them. */
export function fuzzParseCognitoCloudTrail(numRuns: number): void {
  it(`neither throws nor drops, whatever stands in the fields of ${numRuns} envelopes`, () => {
    const nested = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          sub: fc.jsonValue(),
          authFlow: fc.jsonValue(),
          requestParameters: fc.oneof(fc.jsonValue(), fc.record({ client_id: fc.jsonValue(), sub: fc.jsonValue() })),
          responseParameters: fc.record({ status: fc.jsonValue() }),
          user: fc.oneof(fc.jsonValue(), fc.record({ attributes: fc.array(fc.jsonValue()) })),
        },
        { requiredKeys: [] },
      ),
    );
    const details = fc.record(
      {
        eventSource: fc.oneof(fc.constant('cognito-idp.amazonaws.com'), fc.jsonValue()),
        errorCode: fc.jsonValue(),
        eventID: fc.jsonValue(),
        eventTime: fc.jsonValue(),
        sourceIPAddress: fc.jsonValue(),
        requestParameters: nested,
        responseElements: nested,
        additionalEventData: nested,
      },
      { requiredKeys: [] },
    );
    const names = fc.oneof(fc.constantFrom(...Object.keys(CLOUD_TRAIL_NAMES)), fc.string());
    fc.assert(
      fc.property(names, details, (name, detail) => {
        const received = JSON.parse(JSON.stringify(callOf(name, detail))) as ReturnType<typeof callOf>;
        const event = parseCognitoCloudTrail(received);
        expect(event.code).toBe(name);
        expect(event.raw).toBe(received.detail);
        expect(event.id).not.toBe('');
        expect(event.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }),
      { numRuns, seed: SEED },
    );
  });
}
