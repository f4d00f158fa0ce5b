import {
  CLS_EVENT_TYPE,
  FCP_EVENT_TYPE,
  FID_EVENT_TYPE,
  INP_EVENT_TYPE,
  LCP_EVENT_TYPE,
  PERFORMANCE_NAVIGATION_EVENT_TYPE,
  PERFORMANCE_RESOURCE_EVENT_TYPE,
  TTFB_EVENT_TYPE,
} from '@aws-rum/web-core/plugins/utils/constant';

interface Measured {
  value?: number;
  startTime?: number;
  attribution?: { eventTime?: number; largestShiftTime?: number; interactionTime?: number };
}

/**
 * When a performance event happened, in milliseconds since the time origin; undefined where it does not say.
 *
 * @param shown when the page was last shown: zero, or the moment of the last restore from the back/forward cache, from
 *   which web-vitals counts LCP, FCP and TTFB.
 */
export function happenedAt(type: string, data: object, shown: number): number | undefined {
  // Nothing is read of other data: it may be a proxy of the app's that throws.
  const measured = data as Measured;
  switch (type) {
    case LCP_EVENT_TYPE:
    case FCP_EVENT_TYPE:
    case TTFB_EVENT_TYPE:
      return shown + (measured.value ?? 0);
    case FID_EVENT_TYPE:
      return measured.attribution?.eventTime;
    case CLS_EVENT_TYPE:
      return measured.attribution?.largestShiftTime;
    case INP_EVENT_TYPE:
      return measured.attribution?.interactionTime;
    case PERFORMANCE_NAVIGATION_EVENT_TYPE:
    case PERFORMANCE_RESOURCE_EVENT_TYPE:
      return measured.startTime;
    default:
      return undefined;
  }
}
