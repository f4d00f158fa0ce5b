-- Sign-ins and how many failed, by connection.
SELECT coalesce(connection, '(unknown)') AS connection,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-in-failed') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM identity
WHERE type IN ('sign-in', 'sign-in-failed')
GROUP BY coalesce(connection, '(unknown)')
ORDER BY sign_ins DESC, connection
LIMIT {limit}
