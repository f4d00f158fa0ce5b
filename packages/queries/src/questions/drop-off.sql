-- Drop-off: how many sessions see a first, second, third … page, and how many end there.
WITH views AS (
  SELECT audience, row_number() OVER (PARTITION BY monitor, session_id ORDER BY happened_at, event_id) AS step
  FROM events
  WHERE type = 'page_view'
), reached AS (
  SELECT audience, step, count(*) AS sessions
  FROM views
  GROUP BY audience, step
), steps AS (
  SELECT audience, step, sessions,
         sessions - coalesce(lead(sessions) OVER (PARTITION BY audience ORDER BY step), 0) AS ended_here
  FROM reached
)
SELECT audience, step, sessions, ended_here
FROM steps
WHERE step <= {steps}
ORDER BY audience, step
