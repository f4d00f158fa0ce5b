-- Refused writes over time, by app monitor.
SELECT date_trunc({bucket}, refused_at) AS time, monitor, count(*) AS writes
FROM refused
GROUP BY date_trunc({bucket}, refused_at), monitor
ORDER BY time, monitor
