-- Identity events without any file of them: the columns that @dual-rum/identity-events writes.
CREATE OR REPLACE VIEW identity_events AS
SELECT NULL::VARCHAR AS log_id, NULL::VARCHAR AS type, NULL::VARCHAR AS code, NULL::VARCHAR AS outcome,
       NULL::TIMESTAMP AS occurred_at, NULL::VARCHAR AS subject, NULL::VARCHAR AS issuer, NULL::VARCHAR AS provider,
       NULL::VARCHAR AS client_id, NULL::VARCHAR AS client_name, NULL::VARCHAR AS connection, NULL::VARCHAR AS strategy,
       NULL::VARCHAR AS ip, NULL::VARCHAR AS country, NULL::VARCHAR AS user_agent, NULL::VARCHAR AS reason,
       NULL::VARCHAR AS tenant, NULL::VARCHAR AS raw, NULL::VARCHAR AS day
WHERE false
