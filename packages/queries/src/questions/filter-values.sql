-- What there is to filter by: app monitors, pages, releases and types, with their events.
SELECT CASE WHEN grouping(monitor) = 0 THEN 'monitor'
            WHEN grouping(page) = 0 THEN 'page'
            WHEN grouping(release) = 0 THEN 'release'
            ELSE 'type' END AS kind,
       coalesce(monitor, page, release, type) AS value,
       count(*) AS events, min(happened_at) AS first_at, max(happened_at) AS last_at
FROM events
GROUP BY GROUPING SETS ((monitor), (page), (release), (type))
HAVING coalesce(monitor, page, release, type) IS NOT NULL
ORDER BY kind, events DESC, value
