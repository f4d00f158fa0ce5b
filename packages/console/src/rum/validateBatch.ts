import { validation } from '../errors/AwsError.ts';
import { isUuid } from '../options/check.ts';
import { customEventProblem } from './customEventProblem.ts';
import { isJson } from './isJson.ts';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';

type Fields = Record<string, unknown>;

export interface BatchLimits {
  /** Events of one batch. */
  maxBatchEvents: number;
  /** Whether custom events must keep to what AWS documents for them. */
  strictCustomEvents: boolean;
}

/**
 * Holds a body against the service model. Throws a `ValidationException` that names the first field that breaks it.
 * Source: https://docs.aws.amazon.com/cloudwatchrum/latest/APIReference/API_PutRumEvents.html
 */
export function validateBatch(value: unknown, monitorId: string, limits: BatchLimits): PutRumEventsRequest {
  const body = object(value, () => 'the body');
  uuid(body['BatchId'], 'BatchId');
  const monitor = object(body['AppMonitorDetails'], () => 'AppMonitorDetails');
  for (const key of ['id', 'name', 'version']) optionalText(monitor, key, `AppMonitorDetails.${key}`);
  if (monitor['id'] !== undefined && monitor['id'] !== monitorId) {
    throw validation(
      `AppMonitorDetails.id is ${JSON.stringify(monitor['id'])} but the request goes to app monitor ${monitorId}; they must be the same.`,
    );
  }
  const user = object(body['UserDetails'], () => 'UserDetails');
  if (user['userId'] !== undefined) uuid(user['userId'], 'UserDetails.userId');
  if (user['sessionId'] !== undefined) uuid(user['sessionId'], 'UserDetails.sessionId');
  const events: unknown = body['RumEvents'];
  if (!Array.isArray(events)) throw wrong('RumEvents', events, 'a list of events');
  if (events.length > limits.maxBatchEvents)
    throw validation(`RumEvents is a list of ${events.length}; it must be one of at most ${limits.maxBatchEvents}.`);
  for (const [index, event] of events.entries()) validateEvent(event, index, limits);
  if (body['Alias'] !== undefined && !(typeof body['Alias'] === 'string' && /^.{1,255}$/s.test(body['Alias']))) {
    throw wrong('Alias', body['Alias'], 'a text of 1 to 255 characters');
  }
  if (body['SessionMetadata'] !== undefined) json(body['SessionMetadata'], () => 'SessionMetadata');
  return body as unknown as PutRumEventsRequest;
}

function validateEvent(value: unknown, index: number, { strictCustomEvents }: BatchLimits): void {
  // Names are made when something is wrong: there are six for each event.
  const at = (field: string): string => `RumEvents[${index}]${field}`;
  const event = object(value, () => at(''));
  if (!isUuid(event['id'])) throw wrong(at('.id'), event['id'], UUID);
  const { timestamp, type, details, metadata } = event;
  if (typeof timestamp !== 'number') throw wrong(at('.timestamp'), timestamp, 'a number of seconds since 1970');
  // AWS timestamps end with the year 9999. Milliseconds sent as seconds are far beyond that.
  if (timestamp < 0 || timestamp > 253_402_300_799)
    throw wrong(at('.timestamp'), timestamp, 'seconds since 1970, not milliseconds');
  if (typeof type !== 'string' || type === '')
    throw wrong(at('.type'), type, 'a text, for example com.amazon.rum.page_view_event');
  json(details, () => at('.details'));
  if (metadata !== undefined) json(metadata, () => at('.metadata'));
  const problem = strictCustomEvents ? customEventProblem(type, details) : undefined;
  if (problem) throw wrong(at(`.${problem.field}`), problem.found, problem.expected);
}

const UUID = 'a UUID of 36 characters';

function object(value: unknown, at: () => string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at(), value, 'a JSON object');
  return value as Fields;
}

function uuid(value: unknown, at: string): void {
  if (!isUuid(value)) throw wrong(at, value, UUID);
}

function optionalText(fields: Fields, key: string, at: string): void {
  if (fields[key] !== undefined && typeof fields[key] !== 'string') throw wrong(at, fields[key], 'a text');
}

function json(value: unknown, at: () => string): asserts value is string {
  if (typeof value !== 'string') throw wrong(at(), value, 'a text that holds JSON (JSON.stringify it once more)');
  if (!isJson(value)) throw wrong(at(), value, 'a text that holds JSON');
}

function wrong(at: string, value: unknown, expected: string): Error {
  const found = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100);
  return validation(`${at} is ${found}; it must be ${expected}.`);
}
