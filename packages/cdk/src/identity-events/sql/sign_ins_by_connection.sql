-- Sign-ins of the last 30 days and how many failed, by connection.
SELECT coalesce(connection, '(unknown)') AS connection,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-in-failed') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM auth0_events
WHERE day >= CAST(CAST(current_date - INTERVAL '30' DAY AS DATE) AS VARCHAR)
  AND type IN ('sign-in', 'sign-in-failed')
GROUP BY coalesce(connection, '(unknown)')
ORDER BY sign_ins DESC, connection
