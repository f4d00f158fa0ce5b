import { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageError } from '../model/MessageError.ts';
import { toCloudEvent } from '../model/toCloudEvent.ts';
import { parseCognitoTrigger } from './parseCognitoTrigger.ts';
import { readCognitoMessage } from './readCognitoMessage.ts';
import { cognitoCloudTrailSamples, cognitoTriggerSamples, cognitoUserAuthSamples } from './samples.ts';

const from = new Date('2026-11-26T10:00:00Z');

describe('a message of the queue', () => {
  it('is a CloudEvents event, an event of CloudTrail or an entry of the log export', () => {
    const ofTriggers = cognitoTriggerSamples().map((one) => toCloudEvent(parseCognitoTrigger(one, from)));
    for (const one of ofTriggers) expect(readCognitoMessage(JSON.parse(JSON.stringify(one)))).toEqual(one);
    for (const one of [...cognitoCloudTrailSamples(from), ...cognitoUserAuthSamples(from)]) {
      const event = readCognitoMessage(one);
      expect(event.type).toMatch(/^dual-rum\.identity\./);
      expect(new CloudEvent({ ...event }).validate()).toBe(true);
    }
  });

  it('tells of users that an administrator makes, who fire no post confirmation', () => {
    const types = cognitoCloudTrailSamples(from).map((one) => readCognitoMessage(one).data);
    expect(types.find(({ code }) => code === 'AdminCreateUser')).toMatchObject({ type: 'user-created' });
  });

  it.each([
    [{ specversion: '1.0', id: 'a', source: 's' }, 'no CloudEvents 1.0 event'],
    [{ specversion: '0.3', id: 'a', source: 's', type: 't' }, 'no CloudEvents 1.0 event'],
    [{ specversion: '1.0', id: 'a', source: 's', type: 't', subject: 7 }, 'no CloudEvents 1.0 event'],
    [{}, 'no "specversion", no "detail" and no "message"'],
    ['text', 'no "specversion"'],
    [null, 'no "specversion"'],
  ])('is none of them: %j', (json, message) => {
    expect(() => readCognitoMessage(json)).toThrow(MessageError);
    expect(() => readCognitoMessage(json)).toThrow(message);
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        try {
          readCognitoMessage(json);
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
    );
  });
});
