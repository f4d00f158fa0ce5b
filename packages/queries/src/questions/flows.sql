-- Flows between pages at any step of a session, and what share of the views of a page go on that way. No next page: the session ends.
WITH views AS (
  SELECT audience, session_id, page,
         lead(page) OVER (
           PARTITION BY monitor, session_id ORDER BY happened_at, interaction NULLS LAST, event_id
         ) AS next_page
  FROM (
    SELECT audience, monitor, session_id, coalesce(page, '(none)') AS page, happened_at, interaction, event_id
    FROM events
    WHERE type = 'page_view'
  ) AS pages
), flows AS (
  SELECT audience, page, next_page, count(*) AS views, count(DISTINCT session_id) AS sessions
  FROM views
  GROUP BY audience, page, next_page
)
SELECT audience, page, next_page, views, sessions,
       CAST(views AS DOUBLE) / sum(views) OVER (PARTITION BY audience, page) AS share
FROM flows
ORDER BY views DESC, audience, page, next_page NULLS LAST
LIMIT {limit}
