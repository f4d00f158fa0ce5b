/** A row of the query `audiences`. */
export interface AudienceRow {
  audience: string;
  sessions: number;
  page_views: number;
  pages_per_session: number | null;
  errors: number;
  sessions_with_errors: number;
  failed_requests: number;
  lcp_p75: number | null;
  inp_p75: number | null;
  cls_p75: number | null;
  fcp_p75: number | null;
  ttfb_p75: number | null;
}
