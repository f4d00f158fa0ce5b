/**
 * Whether the app is built for developing, as its bundler says. Without a bundler there is no `process`, and no developing.
 */
export function isDeveloping(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
}
