import * as z from 'zod/mini';
import { object, text } from '../model/lenient.ts';

/** `detail` of a log stream. */
export const logDetailSchema = z.object({ log_id: text, data: object });

/** `data` of a log stream: what all codes have in common. */
export const logSchema = z.object({
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
  location_info: z.catch(z.optional(z.object({ country_code: text })), undefined),
  details: object,
});

/** `details` of the code `sapi`. */
export const operationSchema = z.object({
  request: z.catch(z.optional(z.object({ method: text, path: text })), undefined),
  response: z.catch(z.optional(z.object({ body: object })), undefined),
});

/** `details` of codes about one profile. */
export const bodySchema = z.object({ body: object });

/** `detail` of an event stream, a CloudEvent itself: https://auth0.com/docs/customize/events/event-types. */
export const streamSchema = z.object({
  type: text,
  id: text,
  source: text,
  time: text,
  a0tenant: text,
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

export const userSchema = z.object({ user_id: text, updated_at: text });

export type Log = z.output<typeof logSchema>;
