-- User journeys: the pages of sessions as steps, with the flows from each step to the next. No next page: the session ends there.
WITH views AS (
  SELECT audience, monitor, session_id, page,
         row_number() OVER (PARTITION BY monitor, session_id ORDER BY happened_at, interaction NULLS LAST, event_id) AS step,
         lead(page) OVER (
           PARTITION BY monitor, session_id ORDER BY happened_at, interaction NULLS LAST, event_id
         ) AS next_page
  FROM (
    SELECT audience, monitor, session_id, coalesce(page, '(none)') AS page, happened_at, interaction, event_id
    FROM events
    WHERE type = 'page_view'
  ) AS pages
)
SELECT audience, monitor, step, page, next_page, count(*) AS sessions
FROM views
WHERE step <= {steps}
GROUP BY audience, monitor, step, page, next_page
ORDER BY audience, monitor, step, sessions DESC, page, next_page NULLS LAST
