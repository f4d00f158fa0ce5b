/** How a batch came: by fetch, or by beacon (presigned, or as text/plain). */
export type Transport = 'fetch' | 'beacon';

/** What an accepted PutRumEvents said about all its events. */
export interface BatchInfo {
  /** App monitor, by name. */
  monitor: string;
  monitorId: string;
  batchId: string;
  /** `AppMonitorDetails.version`: the version of the app. */
  appVersion: string | undefined;
  userId: string | undefined;
  sessionId: string | undefined;
  /** Parsed. */
  sessionMetadata: unknown;
  /** Name of the role it was signed with; null when unsigned. */
  role: string | null;
  accessKeyId: string | null;
  transport: Transport;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** An event as accepted, with its batch; a duplicate is stored again. */
export interface StoredEvent extends BatchInfo {
  id: string;
  /** `com.amazon.rum.page_view_event` and so on. */
  type: string;
  /** Seconds since 1970, as sent. */
  timestamp: number;
  /** Parsed. */
  details: unknown;
  /** Parsed; undefined when none was sent. */
  metadata: unknown;
}

/** A batch that was accepted. */
export interface AcceptedBatch extends Pick<
  BatchInfo,
  'monitor' | 'monitorId' | 'batchId' | 'sessionId' | 'role' | 'accessKeyId' | 'transport' | 'receivedAt'
> {
  /** How many events it has. */
  size: number;
  ids: () => readonly string[];
  /** Its events, made when somebody first looks, and then kept: most are written and not looked at. */
  events: () => readonly StoredEvent[];
  /** The same, not kept: for who goes through all of them once. */
  readEvents: () => readonly StoredEvent[];
}

/** A PutRumEvents that was refused. */
export interface RefusedWrite {
  /** Milliseconds since 1970. */
  at: number;
  /** App monitor by name, or the id in the path when there is none. */
  monitor: string;
  status: number;
  /** `AccessDeniedException` and so on. */
  type: string;
  message: string;
  /** Role of the verified signature; null when unsigned or not verified. */
  role: string | null;
  /** Access key id the request claims. */
  accessKeyId: string | null;
  transport: Transport;
}

/** Which events to return; what is left out matches all. */
export interface EventFilter {
  /** App monitor, by id or name. */
  monitor?: string;
  /** Full type, or its short form: `page_view` for `com.amazon.rum.page_view_event`. */
  type?: string;
  sessionId?: string;
  userId?: string;
  /** `all`, the default: every copy that arrived. `first`: each event id once, by its first copy among those that match. */
  copies?: 'all' | 'first';
}
