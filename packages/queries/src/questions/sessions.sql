-- The sessions, latest first: when, how long, from where to where, and what went wrong in them.
WITH views AS (
  SELECT monitor, session_id, page,
         row_number() OVER (PARTITION BY monitor, session_id ORDER BY happened_at, interaction NULLS LAST, event_id) AS step,
         row_number() OVER (
           PARTITION BY monitor, session_id ORDER BY happened_at DESC, interaction DESC NULLS FIRST, event_id DESC
         ) AS step_from_end
  FROM events
  WHERE type = 'page_view'
), ends AS (
  SELECT monitor, session_id,
         max(CASE WHEN step = 1 THEN page END) AS landing_page,
         max(CASE WHEN step_from_end = 1 THEN page END) AS last_page
  FROM views
  WHERE step = 1 OR step_from_end = 1
  GROUP BY monitor, session_id
), totals AS (
  SELECT monitor, audience, session_id,
         max(user_id) AS user_id,
         min(happened_at) AS started_at,
         max(happened_at) AS last_at,
         count(*) AS events,
         count(*) FILTER (WHERE type = 'session_start') AS session_starts,
         count(*) FILTER (WHERE type = 'page_view') AS page_views,
         count(*) FILTER (WHERE type = 'js_error') AS errors,
         count(*) FILTER (WHERE failed) AS failed_requests,
         max(release) AS release,
         max(country) AS country,
         max(browser) AS browser
  FROM events
  WHERE session_id IS NOT NULL
  GROUP BY monitor, audience, session_id
  ORDER BY started_at DESC, session_id, monitor
  LIMIT {limit}
)
SELECT totals.monitor, audience, totals.session_id, user_id, started_at, last_at,
       date_diff('second', started_at, last_at) AS seconds,
       events, session_starts, page_views, landing_page, last_page, errors, failed_requests, release, country, browser
FROM totals
LEFT JOIN ends ON ends.monitor = totals.monitor AND ends.session_id = totals.session_id
ORDER BY started_at DESC, session_id, monitor
