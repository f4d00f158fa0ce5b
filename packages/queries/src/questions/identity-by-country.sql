-- Sign-ins and how many failed, by country.
SELECT coalesce(country, '(unknown)') AS country,
       count(*) FILTER (WHERE type = 'sign-in') AS sign_ins,
       count(*) FILTER (WHERE type = 'sign-in-failed') AS failures,
       count(DISTINCT CASE WHEN type = 'sign-in' THEN subject END) AS people
FROM identity
WHERE type IN ('sign-in', 'sign-in-failed')
GROUP BY coalesce(country, '(unknown)')
ORDER BY sign_ins DESC, country
LIMIT {limit}
