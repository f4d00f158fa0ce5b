-- Sign-ins, sign-ups, log-outs and failures of the last 30 days, by day.
SELECT day,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-up') AS sign_ups,
       count(*) FILTER (WHERE type = 'sign-out') AS sign_outs,
       count(*) FILTER (WHERE outcome = 'failure') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM auth0_events
WHERE day >= CAST(CAST(current_date - INTERVAL '30' DAY AS DATE) AS VARCHAR)
GROUP BY day
ORDER BY day
