-- Every event once. Auth0 and EventBridge deliver at least once; a log id stays the same, and so does its day.
SELECT log_id, type, code, outcome, occurred_at, subject, issuer, provider, client_id, client_name, connection,
       strategy, ip, country, user_agent, reason, tenant, raw, day
FROM (
  SELECT *, row_number() OVER (PARTITION BY day, log_id ORDER BY occurred_at) AS copy
  FROM auth0_events_with_duplicates
)
WHERE copy = 1
