-- What there is to filter by: app monitors, pages, releases and types, with their events.
SELECT kind, value, count(*) AS events, min(happened_at) AS first_at, max(happened_at) AS last_at
FROM (
  SELECT 'monitor' AS kind, monitor AS value, happened_at FROM events
  UNION ALL
  SELECT 'page', page, happened_at FROM events
  UNION ALL
  SELECT 'release', release, happened_at FROM events
  UNION ALL
  SELECT 'type', type, happened_at FROM events
) AS found
WHERE value IS NOT NULL
GROUP BY kind, value
ORDER BY kind, events DESC, value
