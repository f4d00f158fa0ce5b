-- What a verdict rests on: the writes of a session, who was given the credentials, what the identity provider says of the subject, and what was recorded, in order.
WITH written AS (
  SELECT t.event_id, t.event_time, t.event_name, t.access_key_id, t.identity_id, t.subject, t.source_ip, t.user_agent, t.error_code,
         t.monitor, t.batch_id, t.rum_event_ids, t.guest
  FROM records AS t
  WHERE t.event_name = 'PutRumEvents' AND t.session_id = {session}
), writers AS (
  SELECT DISTINCT access_key_id, identity_id FROM written
), given AS (
  SELECT t.event_id, t.event_time, t.event_name, t.access_key_id, t.identity_id, t.source_ip, t.user_agent, t.error_code
  FROM records AS t
  WHERE t.event_name <> 'PutRumEvents'
    AND (t.access_key_id IN (SELECT access_key_id FROM writers) OR t.identity_id IN (SELECT identity_id FROM writers))
), subjects AS (
  SELECT DISTINCT t.subject
  FROM records AS t
  WHERE t.subject IS NOT NULL
    AND t.identity_id IN (SELECT identity_id FROM writers UNION ALL SELECT identity_id FROM given)
), recorded AS (
  SELECT e.event_id, e.happened_at, e.monitor, e.release FROM events AS e WHERE e.session_id = {session}
), ids AS (
  SELECT written.event_id AS write_id, u.event_id FROM written CROSS JOIN UNNEST(rum_event_ids) AS u (event_id)
), batches AS (
  SELECT ids.write_id, count(*) AS events, min(recorded.happened_at) AS recorded_from, max(recorded.happened_at) AS recorded_to
  FROM ids
  LEFT JOIN recorded ON recorded.event_id = ids.event_id
  GROUP BY ids.write_id
), evidence AS (
  SELECT event_time AS time, 'trail' AS source, event_name AS what, subject, identity_id, access_key_id, source_ip AS ip, user_agent,
         coalesce(error_code, CASE WHEN guest THEN 'guest' END) AS outcome, batch_id, batches.events, recorded_from, recorded_to, event_id AS id
  FROM written
  LEFT JOIN batches ON batches.write_id = written.event_id
  UNION ALL
  SELECT event_time AS time, 'trail' AS source, event_name AS what, CAST(NULL AS VARCHAR) AS subject, identity_id, access_key_id,
         source_ip AS ip, user_agent, error_code AS outcome, CAST(NULL AS VARCHAR) AS batch_id, CAST(NULL AS BIGINT) AS events,
         CAST(NULL AS timestamp) AS recorded_from, CAST(NULL AS timestamp) AS recorded_to, event_id AS id
  FROM given
  UNION ALL
  SELECT occurred_at AS time, 'identity' AS source, type AS what, subject, CAST(NULL AS VARCHAR) AS identity_id,
         CAST(NULL AS VARCHAR) AS access_key_id, ip, CAST(NULL AS VARCHAR) AS user_agent, outcome, CAST(NULL AS VARCHAR) AS batch_id,
         CAST(NULL AS BIGINT) AS events, CAST(NULL AS timestamp) AS recorded_from, CAST(NULL AS timestamp) AS recorded_to, log_id AS id
  FROM identity
  WHERE subject IN (SELECT subject FROM subjects)
  UNION ALL
  SELECT min(happened_at) AS time, 'rum' AS source, monitor AS what, CAST(NULL AS VARCHAR) AS subject, CAST(NULL AS VARCHAR) AS identity_id,
         CAST(NULL AS VARCHAR) AS access_key_id, CAST(NULL AS VARCHAR) AS ip, CAST(NULL AS VARCHAR) AS user_agent, release AS outcome,
         CAST(NULL AS VARCHAR) AS batch_id, count(*) AS events, min(happened_at) AS recorded_from, max(happened_at) AS recorded_to,
         CAST(NULL AS VARCHAR) AS id
  FROM recorded
  GROUP BY monitor, release
)
SELECT time, source, what, subject, identity_id, access_key_id, ip, user_agent, outcome, batch_id, events, recorded_from, recorded_to, id
FROM evidence
ORDER BY time, source, what, id
LIMIT {limit}
