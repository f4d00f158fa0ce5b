-- Addresses with many failed sign-ins within five minutes.
SELECT ip,
       max(failures) AS failures,
       min(occurred_at) AS reached_at,
       max(occurred_at) AS latest_at
FROM (
  SELECT ip, occurred_at,
         count(*) OVER (
           PARTITION BY ip ORDER BY occurred_at RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW
         ) AS failures
  FROM identity
  WHERE type = 'sign-in-failed' AND ip IS NOT NULL
) AS failed
WHERE failures >= {failures}
GROUP BY ip
ORDER BY failures DESC, ip
LIMIT {limit}
