import { MessageError } from '../model/MessageError.ts';

/** The JSON of a message. Throws `MessageError`; the message of JSON.parse would quote what it cannot read. */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new MessageError(`The message is not JSON: ${body.length} characters that do not parse.`);
  }
}
