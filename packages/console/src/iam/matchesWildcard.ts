/** Whether `text` fits `pattern`, where `*` is any run of characters and `?` any one, as in IAM policies. */
export function matchesWildcard(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === text || pattern === '*') return true;
  if (!/[*?]/.test(pattern) && !ignoreCase) return false;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's').test(text);
}
