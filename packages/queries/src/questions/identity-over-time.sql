-- Sign-ins, sign-ups, log-outs and failures over time, as the identity provider reports them.
SELECT date_trunc({bucket}, occurred_at) AS time,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-up') AS sign_ups,
       count(*) FILTER (WHERE type = 'sign-out') AS sign_outs,
       count(*) FILTER (WHERE outcome = 'failure') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM identity
GROUP BY date_trunc({bucket}, occurred_at)
ORDER BY time
