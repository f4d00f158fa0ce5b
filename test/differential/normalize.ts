import type { StoredEvent } from '@dual-rum/console';

/** One event without what differs from run to run: `label` says which one it is, `fields` has every value by its path. */
export interface Normalized {
  label: string;
  fields: Record<string, unknown>;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const own = /^com\.amazon\.rum\.(.*?)(_event)?$/;
/** Numbers that are the same in every run; all others are times, sizes and measurements. */
const stableNumbers = /\.(interaction|status|statusCode|code)$/;

/** Events without ids, times, places in the code and measurements. */
export function normalize(events: StoredEvent[], site: string): Normalized[] {
  return events.map(({ type, details, metadata }) => {
    const custom = !own.test(type);
    const fields: Record<string, unknown> = {};
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, each] of Object.entries(value)) walk(each, `${path}.${key}`);
        if (Object.keys(value).length === 0) fields[path] = Array.isArray(value) ? '[]' : '{}';
      } else fields[path] = typeof value === 'string' ? text(value, path, site) : number(value, path, custom);
    };
    walk(details, 'details');
    walk(metadata, 'metadata');
    return { label: labelOf(type, fields), fields };
  });
}

function text(value: string, path: string, site: string): string {
  const measured = /\.(stack|rating|loadState)$/.exec(path)?.[1];
  if (measured) return `<${measured}>`;
  return value
    .replaceAll(site, '<site>')
    .replaceAll(new URL(site).hostname, '<host>')
    .replaceAll(uuid, '<uuid>')
    .replaceAll(/chunk-\w+\.js/g, 'chunk.js')
    .replaceAll(/localhost:\d+/g, 'localhost:<port>');
}

const number = (value: unknown, path: string, custom: boolean): unknown =>
  typeof value !== 'number' || stableNumbers.test(path) || (custom && path.startsWith('details.')) ? value : '<number>';

/** The fields that tell events of one type apart, where they have them. */
const telling = [
  'details.message',
  'details.type',
  'details.request.method',
  'details.request.url',
  'details.pageId',
  'details.targetUrl',
  'details.element',
  'details.elementId',
  'details.cssLocator',
];

function labelOf(type: string, fields: Record<string, unknown>): string {
  const name = own.exec(type)?.[1] ?? type;
  const parts = telling.flatMap((path) => (typeof fields[path] === 'string' && fields[path] ? [fields[path]] : []));
  return [name, ...parts].join(' ');
}
