-- The sessions, latest first: when, how long, from where to where, and what went wrong in them.
WITH latest AS (
  -- Which sessions: this alone reads all events, and of them three columns.
  SELECT monitor, session_id, min(happened_at) AS started_at
  FROM events
  WHERE session_id IS NOT NULL
  GROUP BY monitor, session_id
  ORDER BY started_at DESC, session_id, monitor
  LIMIT {limit}
), steps AS (
  SELECT e.monitor, e.audience, e.session_id, e.user_id, e.happened_at, e.type, e.failed, e.page, e.release, e.country, e.browser,
         row_number() OVER (
           PARTITION BY e.monitor, e.session_id, e.type ORDER BY e.happened_at, e.interaction NULLS LAST, e.event_id
         ) AS step,
         row_number() OVER (
           PARTITION BY e.monitor, e.session_id, e.type ORDER BY e.happened_at DESC, e.interaction DESC NULLS FIRST, e.event_id DESC
         ) AS step_from_end
  FROM latest
  JOIN events AS e ON e.monitor = latest.monitor AND e.session_id = latest.session_id
    -- True of them all. Files of before the first of these sessions are not read.
    AND e.happened_at >= latest.started_at
)
SELECT monitor, audience, session_id,
       max(user_id) AS user_id,
       min(happened_at) AS started_at,
       max(happened_at) AS last_at,
       date_diff('second', min(happened_at), max(happened_at)) AS seconds,
       count(*) AS events,
       count(*) FILTER (WHERE type = 'session_start') AS session_starts,
       count(*) FILTER (WHERE type = 'page_view') AS page_views,
       max(CASE WHEN type = 'page_view' AND step = 1 THEN page END) AS landing_page,
       max(CASE WHEN type = 'page_view' AND step_from_end = 1 THEN page END) AS last_page,
       count(*) FILTER (WHERE type = 'js_error') AS errors,
       count(*) FILTER (WHERE failed) AS failed_requests,
       max(release) AS release,
       max(country) AS country,
       max(browser) AS browser
FROM steps
GROUP BY monitor, audience, session_id
ORDER BY started_at DESC, session_id, monitor
