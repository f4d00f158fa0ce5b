-- Addresses with ten or more failed sign-ins within five minutes, in the last 7 days.
SELECT ip,
       max(failures) AS failures,
       min(occurred_at) AS reached_at,
       max(occurred_at) AS latest_at
FROM (
  SELECT ip, occurred_at,
         count(*) OVER (
           PARTITION BY ip ORDER BY occurred_at RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW
         ) AS failures
  FROM auth0_events
  WHERE day >= CAST(CAST(current_date - INTERVAL '7' DAY AS DATE) AS VARCHAR)
    AND type = 'sign-in-failed'
    AND ip IS NOT NULL
)
WHERE failures >= 10
GROUP BY ip
ORDER BY failures DESC, ip
