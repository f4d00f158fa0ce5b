/** The body of PutRumEvents as it is on the wire. */
export interface PutRumEventsRequest {
  BatchId: string;
  AppMonitorDetails: { id?: string; name?: string; version?: string };
  UserDetails: { userId?: string; sessionId?: string };
  RumEvents: {
    id: string;
    /** Seconds since 1970. */
    timestamp: number;
    type: string;
    /** JSON */
    details: string;
    /** JSON */
    metadata?: string;
  }[];
  Alias?: string;
  /** JSON; sent by aws-rum-web, not in the published service model. */
  SessionMetadata?: string;
}
