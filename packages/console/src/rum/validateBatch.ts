import { validation } from '../errors/AwsError.ts';
import { isUuid } from '../options/check.ts';
import type { PutRumEventsRequest } from './PutRumEventsRequest.ts';

type Fields = Record<string, unknown>;

/**
 * Holds a body against the service model; the first thing that breaks it is named by its path.
 * Source: https://docs.aws.amazon.com/cloudwatchrum/latest/APIReference/API_PutRumEvents.html
 */
export function validateBatch(value: unknown, monitorId: string): PutRumEventsRequest {
  const body = object(value, 'the body');
  uuid(body['BatchId'], 'BatchId');
  const monitor = object(body['AppMonitorDetails'], 'AppMonitorDetails');
  optionalText(monitor, 'id', 'AppMonitorDetails.id');
  optionalText(monitor, 'name', 'AppMonitorDetails.name');
  optionalText(monitor, 'version', 'AppMonitorDetails.version');
  if (monitor['id'] !== undefined && monitor['id'] !== monitorId) {
    throw validation(
      `AppMonitorDetails.id is ${JSON.stringify(monitor['id'])} but the request goes to app monitor ${monitorId}; they must be the same.`,
    );
  }
  const user = object(body['UserDetails'], 'UserDetails');
  if (user['userId'] !== undefined) uuid(user['userId'], 'UserDetails.userId');
  if (user['sessionId'] !== undefined) uuid(user['sessionId'], 'UserDetails.sessionId');
  if (!Array.isArray(body['RumEvents'])) throw wrong('RumEvents', body['RumEvents'], 'a list of events');
  body['RumEvents'].forEach((event: unknown, index) =>
    validateEvent(object(event, `RumEvents[${index}]`), `RumEvents[${index}]`),
  );
  if (body['Alias'] !== undefined && !(typeof body['Alias'] === 'string' && /^.{1,255}$/s.test(body['Alias']))) {
    throw wrong('Alias', body['Alias'], 'a text of 1 to 255 characters');
  }
  if (body['SessionMetadata'] !== undefined) json(body['SessionMetadata'], 'SessionMetadata');
  return body as unknown as PutRumEventsRequest;
}

function validateEvent(event: Fields, at: string): void {
  uuid(event['id'], `${at}.id`);
  const { timestamp, type } = event;
  if (typeof timestamp !== 'number') throw wrong(`${at}.timestamp`, timestamp, 'a number of seconds since 1970');
  // The end of the year 9999, where the AWS timestamp type ends: milliseconds sent as seconds lie far beyond.
  if (timestamp < 0 || timestamp > 253_402_300_799)
    throw wrong(`${at}.timestamp`, timestamp, 'seconds since 1970, not milliseconds');
  if (typeof type !== 'string' || type === '')
    throw wrong(`${at}.type`, type, 'a text, for example com.amazon.rum.page_view_event');
  json(event['details'], `${at}.details`);
  if (event['metadata'] !== undefined) json(event['metadata'], `${at}.metadata`);
}

function object(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at, value, 'a JSON object');
  return value as Fields;
}

function uuid(value: unknown, at: string): void {
  if (!isUuid(value)) throw wrong(at, value, 'a UUID of 36 characters');
}

function optionalText(fields: Fields, key: string, at: string): void {
  if (fields[key] !== undefined && typeof fields[key] !== 'string') throw wrong(at, fields[key], 'a text');
}

function json(value: unknown, at: string): void {
  if (typeof value !== 'string') throw wrong(at, value, 'a text that holds JSON (JSON.stringify it once more)');
  try {
    JSON.parse(value);
  } catch {
    throw wrong(at, value, 'a text that holds JSON');
  }
}

function wrong(at: string, value: unknown, expected: string): Error {
  const found = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100);
  return validation(`${at} is ${found}; it must be ${expected}.`);
}
