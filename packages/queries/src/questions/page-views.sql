-- The pages: views, sessions, how often a session begins and ends there, and how long people stay.
WITH views AS (
  SELECT audience, monitor, session_id, page, happened_at,
         row_number() OVER (PARTITION BY monitor, session_id ORDER BY happened_at, interaction NULLS LAST, event_id) AS step,
         lead(happened_at) OVER (
           PARTITION BY monitor, session_id ORDER BY happened_at, interaction NULLS LAST, event_id
         ) AS next_at
  FROM events
  WHERE type = 'page_view'
)
SELECT audience,
       coalesce(page, '(none)') AS page,
       count(*) AS views,
       count(DISTINCT session_id) AS sessions,
       count(*) FILTER (WHERE step = 1) AS landings,
       count(*) FILTER (WHERE next_at IS NULL) AS exits,
       p50(date_diff('second', happened_at, next_at)) AS seconds_median
FROM views
GROUP BY audience, coalesce(page, '(none)')
ORDER BY views DESC, page, audience
LIMIT {limit}
