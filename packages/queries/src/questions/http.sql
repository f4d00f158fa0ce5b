-- Requests by URL pattern: failures of the recorded ones, and the latency that the browser measured. Ids in a path are one pattern.
SELECT coalesce(url_pattern, '(none)') AS url_pattern,
       count(*) FILTER (WHERE type = 'http') AS requests,
       count(*) FILTER (WHERE failed) AS failures,
       count(*) FILTER (WHERE failed AND status IS NULL) AS no_answer,
       count(*) FILTER (WHERE status BETWEEN 400 AND 499) AS status_4xx,
       count(*) FILTER (WHERE status >= 500) AS status_5xx,
       count(DISTINCT CASE WHEN failed THEN session_id END) AS sessions_with_failures,
       count(*) FILTER (WHERE type = 'performance_resource') AS timed,
       p50(CASE WHEN type = 'performance_resource' THEN value END) AS ms_median,
       p75(CASE WHEN type = 'performance_resource' THEN value END) AS ms_p75,
       p95(CASE WHEN type = 'performance_resource' THEN value END) AS ms_p95
FROM events
WHERE type = 'http' OR (type = 'performance_resource' AND initiator IN ('fetch', 'xmlhttprequest'))
GROUP BY coalesce(url_pattern, '(none)')
ORDER BY failures DESC, requests DESC, timed DESC, url_pattern
LIMIT {limit}
