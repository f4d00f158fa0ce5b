-- Sign-ins and how many failed, by client.
SELECT coalesce(client_name, '(unknown)') AS client,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-in-failed') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM identity
WHERE type IN ('sign-in', 'sign-in-failed')
GROUP BY coalesce(client_name, '(unknown)')
ORDER BY sign_ins DESC, client
LIMIT {limit}
