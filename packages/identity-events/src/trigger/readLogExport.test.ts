import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cognitoUserAuthSamples } from '../cognito/samples.ts';
import { MessageError } from '../model/MessageError.ts';
import { isLogsEvent, readLogExport } from './readLogExport.ts';

const packed = (value: unknown) => ({ awslogs: { data: gzipSync(JSON.stringify(value)).toString('base64') } });

describe('entries of the log export', () => {
  it('are read out of what CloudWatch Logs sends, with the same id each time', () => {
    const samples = cognitoUserAuthSamples(new Date('2026-11-26T10:00:00Z'));
    const logEvents = samples.map((one, i) => ({ id: `${i}`, timestamp: i, message: JSON.stringify(one) }));
    const others = [{ message: '{"message":{"details":"SMS failure"}}' }, { message: 'text' }, {}];
    const event = packed({ messageType: 'DATA_MESSAGE', logGroup: 'users', logEvents: [...logEvents, ...others] });
    expect(isLogsEvent(event)).toBe(true);
    const entries = readLogExport(event);
    expect(entries.map(({ body }) => JSON.parse(body) as unknown)).toEqual(samples);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(samples.length);
    expect(new Set(entries.map(({ group }) => group)).size).toBe(1);
    expect(readLogExport(event)).toEqual(entries);
  });

  it('are none in a message of control', () => {
    expect(readLogExport(packed({ messageType: 'CONTROL_MESSAGE', logEvents: [{ message: 'x' }] }))).toEqual([]);
  });

  it.each(['', 'bm8gZ3ppcA==', gzipSync('no JSON').toString('base64')])('cannot be read out of %j', (data) => {
    expect(() => readLogExport({ awslogs: { data } })).toThrow(MessageError);
  });

  it.each([undefined, null, 1, {}, { awslogs: null }, { triggerSource: 'PreSignUp_SignUp' }])(
    'are not in %j',
    (event) => {
      expect(isLogsEvent(event)).toBe(false);
    },
  );
});
