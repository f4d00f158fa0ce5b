-- Sign-ins of the last 30 days and how many failed, by client.
SELECT coalesce(client_name, '(unknown)') AS client,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-in-failed') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM auth0_events
WHERE day >= CAST(CAST(current_date - INTERVAL '30' DAY AS DATE) AS VARCHAR)
  AND type IN ('sign-in', 'sign-in-failed')
GROUP BY coalesce(client_name, '(unknown)')
ORDER BY sign_ins DESC, client
