import { filled } from './filled.ts';

/** Only the fields that say something. */
export function known<K extends string>(fields: Record<K, string | undefined>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => filled(value) !== undefined)) as Partial<
    Record<K, string>
  >;
}
