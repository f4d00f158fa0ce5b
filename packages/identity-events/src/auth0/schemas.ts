import * as v from 'valibot';
import { anObject, maybe, object, text } from '../model/lenient.ts';

/** `detail` of a log stream. */
export const logDetailSchema = v.object({ log_id: text, data: object });

/** `data` of a log stream: what all codes have in common. */
export const logSchema = v.object({
  type: text,
  date: text,
  log_id: text,
  _id: text,
  description: text,
  user_id: text,
  user_name: text,
  client_id: text,
  client_name: text,
  connection: text,
  strategy: text,
  ip: text,
  user_agent: text,
  hostname: text,
  tenant_name: text,
  location_info: maybe(v.object({ country_code: text })),
  details: object,
});

/** `details` of the code `sapi`. */
export const operationSchema = v.object({
  request: maybe(v.object({ method: text, path: text })),
  response: maybe(v.object({ body: object })),
});

/** `details` of codes about one profile. */
export const bodySchema = v.object({ body: object });

/** `detail` of an event stream, a CloudEvent itself: https://auth0.com/docs/customize/events/event-types. */
export const streamSchema = v.object({
  type: text,
  id: text,
  source: text,
  time: text,
  a0tenant: text,
  data: v.object({ object: anObject }),
});

export const userSchema = v.object({ user_id: text, updated_at: text });

export type Log = v.InferOutput<typeof logSchema>;
