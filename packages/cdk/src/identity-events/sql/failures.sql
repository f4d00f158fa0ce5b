-- What failed in the last 30 days, and why.
SELECT type, code, coalesce(reason, '(none)') AS reason,
       count(*) AS failures,
       count(DISTINCT ip) AS ips,
       max(occurred_at) AS latest_at
FROM auth0_events
WHERE day >= CAST(CAST(current_date - INTERVAL '30' DAY AS DATE) AS VARCHAR)
  AND outcome = 'failure'
GROUP BY type, code, coalesce(reason, '(none)')
ORDER BY failures DESC, type, code, reason
