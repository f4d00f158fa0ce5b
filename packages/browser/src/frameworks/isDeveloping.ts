/** The switch of Vue and React themselves. Bundlers put the value here; without one there is no `process`, and no developing. */
export function isDeveloping(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
}
