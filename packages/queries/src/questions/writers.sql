-- Who wrote where: the role that signed, by app monitor. CloudWatch's exports do not say the role.
SELECT monitor, audience,
       coalesce(role, '(unsigned or not known)') AS role,
       count(DISTINCT batch_id) AS batches,
       count(*) AS events,
       count(DISTINCT session_id) AS sessions,
       min(happened_at) AS first_at,
       max(happened_at) AS last_at
FROM events
GROUP BY monitor, audience, coalesce(role, '(unsigned or not known)')
ORDER BY monitor, role
