import type { StoredEvent } from '@dual-rum/console';
import { CUSTOM } from '../journey/custom.ts';
import type { Kind, Monitor } from '../page/diary.ts';
import type { Arrival } from './evidence.ts';
import { labelIn } from '../journey/labels.ts';

/** For each type of event that stands for an action: the action's kind, and where the label is. */
const CARRIERS: Record<string, [Kind | 'page', (details: Record<string, unknown>) => unknown]> = {
  [CUSTOM]: ['event', ({ label }) => label],
  js_error: ['error', ({ message }) => message],
  http: ['http', ({ request }) => (request as { url?: unknown } | undefined)?.url],
  dom: ['click', ({ elementId }) => elementId],
  page_view: ['page', ({ pageId }) => pageId],
  performance_resource: ['image', ({ targetUrl }) => targetUrl],
};

/** An event as the rules see it. */
export function toArrival(event: StoredEvent, monitor: Monitor): Arrival {
  const { id, timestamp, sessionId, userId, role } = event;
  const type = event.type.replace(/^com\.amazon\.rum\.(.*?)(_event)?$/, '$1');
  const details = (event.details ?? {}) as Record<string, unknown>;
  const { pageId } = (event.metadata ?? {}) as { pageId?: unknown };
  const arrival: Arrival = { monitor, id, type, at: timestamp * 1000, sessionId, userId, role, page: labelIn(pageId) };
  const [kind, find] = CARRIERS[type] ?? [];
  const label = labelIn(find?.(details));
  return kind && label !== undefined ? { ...arrival, of: { kind, label } } : arrival;
}
