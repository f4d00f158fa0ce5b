-- What the identity provider reported, latest first.
SELECT occurred_at, type, outcome, code, subject, client_name, connection, country, ip, reason, log_id
FROM identity
ORDER BY occurred_at DESC, log_id
LIMIT {limit}
