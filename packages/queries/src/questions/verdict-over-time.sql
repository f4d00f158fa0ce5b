-- Verdicts over time: how many signed-in sessions have which verdict, by when they start.
{judged}
SELECT date_trunc({bucket}, coalesce(started_at, first_arrival)) AS time, verdict, count(*) AS sessions, sum(events) AS events
FROM judged
WHERE {asked}
GROUP BY date_trunc({bucket}, coalesce(started_at, first_arrival)), verdict
ORDER BY time, verdict
