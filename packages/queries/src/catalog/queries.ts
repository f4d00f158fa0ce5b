import audiences from '../questions/audiences.sql?raw';
import conversion from '../questions/conversion.sql?raw';
import dropOff from '../questions/drop-off.sql?raw';
import errorsInsights from '../questions/errors.logs-insights.txt?raw';
import errors from '../questions/errors.sql?raw';
import events from '../questions/events.sql?raw';
import filterValues from '../questions/filter-values.sql?raw';
import flows from '../questions/flows.sql?raw';
import httpInsights from '../questions/http.logs-insights.txt?raw';
import http from '../questions/http.sql?raw';
import identityBursts from '../questions/identity-bursts.sql?raw';
import identityByClient from '../questions/identity-by-client.sql?raw';
import identityByConnection from '../questions/identity-by-connection.sql?raw';
import identityByCountry from '../questions/identity-by-country.sql?raw';
import identityEvents from '../questions/identity-events.sql?raw';
import identityOverTime from '../questions/identity-over-time.sql?raw';
import judged from '../questions/judged.sql?raw';
import journeys from '../questions/journeys.sql?raw';
import overviewInsights from '../questions/overview.logs-insights.txt?raw';
import overview from '../questions/overview.sql?raw';
import pageViewsInsights from '../questions/page-views.logs-insights.txt?raw';
import pageViews from '../questions/page-views.sql?raw';
import refusedOverTime from '../questions/refused-over-time.sql?raw';
import refusedWrites from '../questions/refused-writes.sql?raw';
import sessionTimeline from '../questions/session-timeline.sql?raw';
import sessions from '../questions/sessions.sql?raw';
import verdictEvidence from '../questions/verdict-evidence.sql?raw';
import verdictOverTime from '../questions/verdict-over-time.sql?raw';
import verdict from '../questions/verdict.sql?raw';
import vitalsInsights from '../questions/vitals.logs-insights.txt?raw';
import vitals from '../questions/vitals.sql?raw';
import writers from '../questions/writers.sql?raw';
import { defineQuery } from './defineQuery.ts';
import {
  bucket,
  failures,
  limit,
  onlySession,
  onlyVerdict,
  session,
  signInPage,
  steps,
  text,
  type,
} from './parameters.ts';
import { verdictParameters } from './verdictParameters.ts';
import type { ColumnKind, Query } from './Query.ts';

const signIns = { sign_ins: 'count', failures: 'count', people: 'count' } satisfies Record<string, ColumnKind>;
const vitalsP75 = {
  lcp_p75: 'ms',
  inp_p75: 'ms',
  cls_p75: 'score',
  fcp_p75: 'ms',
  ttfb_p75: 'ms',
} satisfies Record<string, ColumnKind>;

/** A question about verdicts: what judges is the same for all. */
const judging = (file: string): string => file.replace('{judged}', () => judged.slice(judged.indexOf('WITH ')).trim());

/** All queries, in the order in which a reader meets them. */
export const queries: readonly Query[] = [
  defineQuery('overview', overview, {
    logsInsights: overviewInsights,
    title: 'Overview over time',
    parameters: [bucket],
    columns: {
      time: 'time',
      audience: 'text',
      sessions: 'count',
      page_views: 'count',
      errors: 'count',
      requests: 'count',
      failed_requests: 'count',
      lcp_p75: 'ms',
      inp_p75: 'ms',
      cls_p75: 'score',
    },
  }),
  defineQuery('audiences', audiences, {
    title: 'Guests and signed-in users',
    columns: {
      audience: 'text',
      sessions: 'count',
      user_ids: 'count',
      page_views: 'count',
      pages_per_session: 'number',
      errors: 'count',
      sessions_with_errors: 'count',
      failed_requests: 'count',
      ...vitalsP75,
    },
  }),
  defineQuery('sessions', sessions, {
    title: 'Sessions',
    parameters: [limit(200)],
    columns: {
      monitor: 'text',
      audience: 'text',
      session_id: 'text',
      user_id: 'text',
      started_at: 'time',
      last_at: 'time',
      seconds: 's',
      events: 'count',
      session_starts: 'count',
      page_views: 'count',
      landing_page: 'text',
      last_page: 'text',
      errors: 'count',
      failed_requests: 'count',
      release: 'text',
      country: 'text',
      browser: 'text',
    },
  }),
  defineQuery('session-timeline', sessionTimeline, {
    title: 'Timeline of a session',
    parameters: [session, limit(10_000)],
    columns: {
      happened_at: 'time',
      monitor: 'text',
      audience: 'text',
      type: 'text',
      page: 'text',
      event_id: 'text',
      user_id: 'text',
      release: 'text',
      value: 'number',
      method: 'text',
      url: 'text',
      status: 'number',
      failed: 'boolean',
      message: 'text',
      frame: 'text',
      batch_id: 'text',
      role: 'text',
      transport: 'text',
      received_at: 'time',
      details: 'json',
      metadata: 'json',
    },
  }),
  defineQuery('journeys', journeys, {
    title: 'User journeys',
    parameters: [steps(8)],
    columns: {
      audience: 'text',
      monitor: 'text',
      step: 'count',
      page: 'text',
      next_page: 'text',
      sessions: 'count',
    },
  }),
  defineQuery('flows', flows, {
    title: 'Flows between pages',
    parameters: [limit(500)],
    columns: {
      audience: 'text',
      page: 'text',
      next_page: 'text',
      views: 'count',
      sessions: 'count',
      share: 'ratio',
    },
  }),
  defineQuery('drop-off', dropOff, {
    title: 'Drop-off',
    parameters: [steps(20)],
    columns: { audience: 'text', step: 'count', sessions: 'count', ended_here: 'count' },
  }),
  defineQuery('page-views', pageViews, {
    logsInsights: pageViewsInsights,
    title: 'Page views',
    parameters: [limit(500)],
    columns: {
      audience: 'text',
      page: 'text',
      views: 'count',
      sessions: 'count',
      landings: 'count',
      exits: 'count',
      seconds_median: 's',
    },
  }),
  defineQuery('vitals', vitals, {
    logsInsights: vitalsInsights,
    title: 'Web vitals by page and release',
    parameters: [limit(500)],
    columns: { audience: 'text', page: 'text', release: 'text', measurements: 'count', ...vitalsP75 },
  }),
  defineQuery('errors', errors, {
    logsInsights: errorsInsights,
    title: 'Errors',
    parameters: [limit(200)],
    columns: {
      error_type: 'text',
      message: 'text',
      frame: 'text',
      errors: 'count',
      sessions: 'count',
      of_guests: 'count',
      of_signed_in: 'count',
      pages: 'count',
      a_page: 'text',
      first_release: 'text',
      last_release: 'text',
      first_seen: 'time',
      last_seen: 'time',
    },
  }),
  defineQuery('http', http, {
    logsInsights: httpInsights,
    title: 'Requests by URL pattern',
    parameters: [limit(200)],
    columns: {
      url_pattern: 'text',
      requests: 'count',
      failures: 'count',
      no_answer: 'count',
      status_4xx: 'count',
      status_5xx: 'count',
      sessions_with_failures: 'count',
      timed: 'count',
      ms_median: 'ms',
      ms_p75: 'ms',
      ms_p95: 'ms',
    },
  }),
  defineQuery('conversion', conversion, {
    title: 'Conversion from guest to signed-in',
    parameters: [bucket, signInPage],
    columns: {
      time: 'time',
      guest_sessions: 'count',
      at_sign_in: 'count',
      signed_in_sessions: 'count',
      conversion: 'ratio',
    },
  }),
  defineQuery('writers', writers, {
    title: 'Who wrote where',
    columns: {
      monitor: 'text',
      audience: 'text',
      role: 'text',
      batches: 'count',
      events: 'count',
      sessions: 'count',
      first_at: 'time',
      last_at: 'time',
    },
  }),
  defineQuery('refused-writes', refusedWrites, {
    title: 'Refused writes',
    reads: ['refused'],
    parameters: [limit(200)],
    columns: {
      monitor: 'text',
      role: 'text',
      status: 'number',
      error_type: 'text',
      message: 'text',
      writes: 'count',
      first_at: 'time',
      last_at: 'time',
    },
  }),
  defineQuery('refused-over-time', refusedOverTime, {
    title: 'Refused writes over time',
    reads: ['refused'],
    parameters: [bucket],
    columns: { time: 'time', monitor: 'text', writes: 'count' },
  }),
  defineQuery('identity-over-time', identityOverTime, {
    title: 'Identity events over time',
    reads: ['identity'],
    parameters: [bucket],
    columns: {
      time: 'time',
      sign_ins: 'count',
      sign_ups: 'count',
      sign_outs: 'count',
      failures: 'count',
      people: 'count',
    },
  }),
  defineQuery('identity-by-client', identityByClient, {
    title: 'Sign-ins by client',
    reads: ['identity'],
    parameters: [limit(200)],
    columns: { client: 'text', ...signIns },
  }),
  defineQuery('identity-by-connection', identityByConnection, {
    title: 'Sign-ins by connection',
    reads: ['identity'],
    parameters: [limit(200)],
    columns: { connection: 'text', ...signIns },
  }),
  defineQuery('identity-by-country', identityByCountry, {
    title: 'Sign-ins by country',
    reads: ['identity'],
    parameters: [limit(300)],
    columns: { country: 'text', ...signIns },
  }),
  defineQuery('identity-bursts', identityBursts, {
    title: 'Bursts of failed sign-ins',
    reads: ['identity'],
    parameters: [failures, limit(200)],
    columns: { ip: 'text', failures: 'count', reached_at: 'time', latest_at: 'time' },
  }),
  defineQuery('identity-events', identityEvents, {
    title: 'Identity events',
    reads: ['identity'],
    parameters: [limit(500)],
    columns: {
      occurred_at: 'time',
      type: 'text',
      outcome: 'text',
      code: 'text',
      subject: 'text',
      client_name: 'text',
      connection: 'text',
      country: 'text',
      ip: 'text',
      reason: 'text',
      log_id: 'text',
    },
  }),
  defineQuery('verdict', judging(verdict), {
    title: 'Verdicts',
    reads: ['events', 'trail', 'identity'],
    parameters: [onlySession, onlyVerdict, ...verdictParameters, limit(1000)],
    columns: {
      monitor: 'text',
      session_id: 'text',
      verdict: 'text',
      reasons: 'text',
      subjects: 'text',
      identity_ids: 'text',
      addresses: 'text',
      started_at: 'time',
      last_at: 'time',
      first_arrival: 'time',
      last_arrival: 'time',
      events: 'count',
      attested_events: 'count',
      writes: 'count',
      refused_writes: 'count',
      sign_in_at: 'time',
      end_at: 'time',
    },
  }),
  defineQuery('verdict-over-time', judging(verdictOverTime), {
    title: 'Verdicts over time',
    reads: ['events', 'trail', 'identity'],
    parameters: [bucket, ...verdictParameters],
    columns: { time: 'time', verdict: 'text', sessions: 'count', events: 'count' },
  }),
  defineQuery('verdict-evidence', verdictEvidence, {
    title: 'Evidence of a verdict',
    reads: ['events', 'trail', 'identity'],
    parameters: [session, limit(10_000)],
    columns: {
      time: 'time',
      source: 'text',
      what: 'text',
      subject: 'text',
      identity_id: 'text',
      access_key_id: 'text',
      ip: 'text',
      user_agent: 'text',
      outcome: 'text',
      batch_id: 'text',
      events: 'count',
      recorded_from: 'time',
      recorded_to: 'time',
      id: 'text',
    },
  }),
  defineQuery('events', events, {
    title: 'Events',
    parameters: [type, text, limit(500)],
    columns: {
      happened_at: 'time',
      monitor: 'text',
      audience: 'text',
      type: 'text',
      page: 'text',
      session_id: 'text',
      event_id: 'text',
      message: 'text',
      url: 'text',
      status: 'number',
      details: 'json',
      metadata: 'json',
    },
  }),
  defineQuery('filter-values', filterValues, {
    title: 'What there is to filter by',
    columns: { kind: 'text', value: 'text', events: 'count', first_at: 'time', last_at: 'time' },
  }),
];
