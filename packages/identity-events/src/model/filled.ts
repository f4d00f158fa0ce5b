/** The text, if there is one. Auth0 leaves fields empty that it does not know. */
export function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
