-- Refused writes: who was kept out of which app monitor, why, how often and when.
SELECT monitor,
       coalesce(role, '(unsigned or not known)') AS role,
       status, error_type, message,
       count(*) AS writes,
       min(refused_at) AS first_at,
       max(refused_at) AS last_at
FROM refused
GROUP BY monitor, coalesce(role, '(unsigned or not known)'), status, error_type, message
ORDER BY writes DESC, monitor, role, error_type, message
LIMIT {limit}
