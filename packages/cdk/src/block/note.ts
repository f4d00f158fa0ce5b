import { Buffer } from 'node:buffer';
import { OptionError } from '../OptionError.ts';

/** Characters of a note: each costs one to three of the 10,240 that a role's inline policies have. */
export const MAX_NOTE = 100;

/** A note as letters and digits, which are all that a `Sid` may have: bytes that are neither are `Z` and two hexadecimal digits. */
export const encodeNote = (note: string): string =>
  [...Buffer.from(note, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Ya-z0-9]/.test(character) ? character : `Z${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** What `encodeNote` was given. Undefined for a text that it does not make. */
export function decodeNote(text: string): string | undefined {
  if (!/^(?:[A-Ya-z0-9]|Z[0-9A-F]{2})*$/.test(text)) return undefined;
  const bytes = [...text.matchAll(/Z(..)|(.)/g)].map(([, hex, character]) =>
    hex === undefined ? character!.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return Buffer.from(bytes).toString('utf8');
}

/** @throws OptionError for a note that does not fit into one line of a list, or into a policy */
export function checkNote(note: string): string {
  if (note.length <= MAX_NOTE && !/\p{Cc}/u.test(note)) return note;
  throw new OptionError('--note', `${note.length} characters given; it must be one line of at most ${MAX_NOTE}`);
}
