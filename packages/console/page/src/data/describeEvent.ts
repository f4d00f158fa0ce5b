import { milliseconds, score } from './format.ts';

/** An event in one line: what it is about. `details` is what the app's page sent; nothing in it is to be trusted. */
export function describeEvent(type: string, details: unknown): string {
  const at = (...path: string[]): unknown =>
    path.reduce<unknown>(
      (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      details,
    );
  const text = (...path: string[]): string => {
    const value = at(...path);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const value = at('value');
  switch (type) {
    case 'page_view':
      return text('pageId');
    case 'session_start':
      return 'The session begins';
    case 'http':
      return join(
        text('request', 'method'),
        text('request', 'url'),
        text('response', 'status') || text('error', 'message') || 'no answer',
      );
    case 'js_error':
      return join(text('type') && `${text('type')}:`, text('message'));
    case 'performance_resource':
      return join(text('targetUrl'), typeof at('duration') === 'number' ? milliseconds(at('duration') as number) : '');
    case 'performance_navigation':
      return typeof at('duration') === 'number' ? milliseconds(at('duration') as number) : text('navigationType');
    case 'dom_event':
      return join(text('event'), text('elementId') || text('cssLocator') || text('element'));
    case 'cumulative_layout_shift':
      return typeof value === 'number' ? score(value) : '';
    default:
      return typeof value === 'number' ? milliseconds(value) : '';
  }
}

/** Whether an event tells of something that went wrong. */
export function isTrouble(type: string, details: unknown): boolean {
  if (type === 'js_error') return true;
  if (type !== 'http' || !isObject(details)) return false;
  const status = isObject(details['response']) ? details['response']['status'] : undefined;
  return typeof status !== 'number' || status === 0 || status >= 400;
}

/** The stack of an error, where it has one: unminified where source maps were found. */
export function stackOf(details: unknown): string | undefined {
  if (!isObject(details)) return undefined;
  const found = [details['unminifiedStack'], details['stack']].find(
    (stack) => typeof stack === 'string' && stack !== '',
  );
  return found as string | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const join = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');
