/** A message that cannot be read, or never delivered. It says what is wrong with it and quotes nothing of it, for it may hold personal data. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
}
