-- Who wrote each signed-in session, whether a sign-in explains it, and the verdict. Part of the questions about verdicts. Each step reads
-- the one before, once: Athena runs what is read twice twice.
WITH identified AS (
  -- Whom an access key was given to, for records that do not name the identity.
  SELECT event_id AS write_id, event_name, event_time AS arrived_at, error_code, nullif(session_id, '') AS session_id, monitor, audience,
         source_ip, rum_event_ids, access_key_id, subject, coalesce(guest, false) AS guest,
         coalesce(identity_id, max(CASE WHEN event_name = 'GetCredentialsForIdentity' THEN identity_id END) OVER (PARTITION BY access_key_id))
           AS identity_id
  FROM records
), named AS (
  SELECT write_id, event_name, arrived_at, error_code, session_id, monitor, audience, source_ip, rum_event_ids, access_key_id, guest, identity_id,
         CASE WHEN NOT guest THEN coalesce(subject, max(subject) OVER (PARTITION BY identity_id)) END AS subject
  FROM identified
), puts AS (
  SELECT write_id, arrived_at, error_code, session_id, monitor, source_ip, identity_id, subject, guest, rum_event_ids,
         coalesce(subject, identity_id, access_key_id, '(unsigned)') AS writer
  FROM named
  WHERE event_name = 'PutRumEvents' AND audience = 'signed-in' AND (session_id IS NOT NULL OR error_code IS NOT NULL)
), sightings AS (
  -- An event as it was recorded, and each time that it was written.
  SELECT event_id, session_id, monitor, happened_at, received_at, release, CAST(NULL AS VARCHAR) AS write_id,
         CAST(NULL AS timestamp) AS arrived_at, CAST(NULL AS VARCHAR) AS error_code, CAST(NULL AS VARCHAR) AS source_ip,
         CAST(NULL AS VARCHAR) AS identity_id, CAST(NULL AS VARCHAR) AS subject, CAST(NULL AS VARCHAR) AS writer, false AS guest
  FROM events
  WHERE audience = 'signed-in' AND session_id IS NOT NULL
  UNION ALL
  SELECT u.event_id, session_id, monitor, CAST(NULL AS timestamp) AS happened_at, CAST(NULL AS timestamp) AS received_at,
         CAST(NULL AS VARCHAR) AS release, write_id, arrived_at, error_code, source_ip, identity_id, subject, writer, guest
  -- What was refused, and what has no events, is one row.
  FROM puts
  CROSS JOIN UNNEST(CASE WHEN error_code IS NOT NULL OR rum_event_ids IS NULL
                         THEN ARRAY[CAST(NULL AS VARCHAR)] ELSE rum_event_ids END) AS u (event_id)
), compared AS (
  SELECT session_id, monitor, release, write_id, arrived_at, error_code, source_ip, identity_id, subject, writer, guest, event_id,
         received_at, happened_at,
         CASE WHEN write_id IS NOT NULL AND session_id = max(CASE WHEN write_id IS NULL THEN session_id END) OVER of_event
              THEN max(happened_at) OVER of_event END AS recorded_at,
         count(write_id) OVER of_event AS copies,
         min(arrived_at) OVER of_event AS first_at,
         max(arrived_at) OVER of_event AS last_at,
         min(CASE WHEN write_id IS NOT NULL THEN session_id END) OVER of_event AS least_session,
         max(CASE WHEN write_id IS NOT NULL THEN session_id END) OVER of_event AS greatest_session
  FROM sightings
  WINDOW of_event AS (PARTITION BY event_id)
), writes AS (
  -- One row for each write of a session, and one for what was recorded in it.
  SELECT session_id, write_id, min(monitor) AS monitor, min(arrived_at) AS arrived_at, min(error_code) AS error_code,
         min(source_ip) AS source_ip, min(identity_id) AS identity_id, min(subject) AS subject, min(writer) AS writer, bool_or(guest) AS guest,
         min(happened_at) AS started_at,
         max(happened_at) AS last_at,
         max(received_at) AS received_at,
         count(happened_at) AS events,
         count(CASE WHEN write_id IS NULL AND copies > 0 THEN 1 END) AS attested_events,
         count(CASE WHEN write_id IS NULL AND coalesce(release, '') NOT IN {releases} THEN 1 END) AS of_unknown_release,
         min(recorded_at) AS recorded_from,
         max(recorded_at) AS recorded_to,
         count(CASE WHEN write_id IS NOT NULL THEN event_id END) AS ids,
         -- A client sends a batch again that was not acknowledged. It never moves an event into another session.
         coalesce(bool_or(event_id IS NOT NULL AND write_id IS NOT NULL AND (
           copies > {maxCopies} OR (least_session <> greatest_session AND (arrived_at > first_at OR first_at = last_at)))), false)
           OR count(CASE WHEN write_id IS NOT NULL THEN event_id END) > count(DISTINCT CASE WHEN write_id IS NOT NULL THEN event_id END)
           AS reused
  FROM compared
  GROUP BY session_id, write_id
), timed AS (
  SELECT session_id, write_id, monitor, arrived_at, error_code, source_ip, identity_id, subject, writer, guest, started_at, last_at, received_at,
         events, attested_events, of_unknown_release, recorded_from, recorded_to, ids, reused,
         count(write_id) OVER () > 0 AS trail_is_there,
         -- A writer whose writes to the session were all refused is listed apart.
         CASE WHEN error_code IS NOT NULL
                   AND count(CASE WHEN error_code IS NULL THEN write_id END) OVER (PARTITION BY session_id, writer) = 0
              THEN writer END AS refused_writer,
         -- How far the clock of the device is ahead: what it records cannot arrive before.
         least(max(CASE WHEN recorded_to > arrived_at THEN date_diff('second', arrived_at, recorded_to) ELSE 0 END) OVER (PARTITION BY session_id),
                        {clockHours} * 3600) AS ahead
  FROM writes
), placed AS (
  SELECT *,
         -- The last event was recorded at this time at the earliest, whatever the clock of the device says, and at the latest …
         CASE WHEN write_id IS NULL THEN last_at
              ELSE coalesce(least(arrived_at, greatest(recorded_to - ahead * INTERVAL '1' SECOND, arrived_at - {keptDays} * INTERVAL '1' DAY)),
                            arrived_at - {keptDays} * INTERVAL '1' DAY) END - {skewMinutes} * INTERVAL '1' MINUTE AS earliest,
         coalesce(arrived_at, received_at, last_at) + {skewMinutes} * INTERVAL '1' MINUTE AS latest
  FROM timed
), steps AS (
  -- What the identity provider says of a subject, and of anybody, for what names no subject; and the writes.
  SELECT u.who, occurred_at AS moment, CASE WHEN u.who = '*' AND type = 'sign-in' THEN 'silent-sign-in' ELSE type END AS type,
         CASE WHEN type = 'sign-out' THEN 0 ELSE 1 END AS place,
         CAST(NULL AS VARCHAR) AS session_id, CAST(NULL AS VARCHAR) AS write_id, CAST(NULL AS VARCHAR) AS monitor,
         CAST(NULL AS timestamp) AS arrived_at, CAST(NULL AS VARCHAR) AS error_code, CAST(NULL AS VARCHAR) AS source_ip,
         CAST(NULL AS VARCHAR) AS identity_id, CAST(NULL AS VARCHAR) AS subject, CAST(NULL AS VARCHAR) AS writer, false AS guest,
         CAST(NULL AS timestamp) AS started_at, CAST(NULL AS timestamp) AS last_at, CAST(NULL AS timestamp) AS received_at,
         CAST(0 AS BIGINT) AS events, CAST(0 AS BIGINT) AS attested_events, CAST(0 AS BIGINT) AS of_unknown_release,
         CAST(NULL AS timestamp) AS recorded_from, CAST(NULL AS timestamp) AS recorded_to, CAST(0 AS BIGINT) AS ids, false AS reused,
         false AS trail_is_there, CAST(NULL AS VARCHAR) AS refused_writer, CAST(NULL AS timestamp) AS earliest,
         CAST(NULL AS timestamp) AS latest
  FROM identity
  CROSS JOIN UNNEST(ARRAY[subject, '*']) AS u (who)
  WHERE u.who IS NOT NULL
    AND (type IN ('sign-in', 'silent-sign-in', 'token-issued') OR (type IN ('sign-out', 'user-deleted') AND u.who <> '*'))
  UNION ALL
  SELECT coalesce(subject, '*') AS who, earliest AS moment, 'write' AS type, 2 AS place, session_id, write_id, monitor, arrived_at, error_code,
         source_ip, identity_id, subject, writer, guest, started_at, last_at, received_at, events, attested_events, of_unknown_release,
         recorded_from, recorded_to, ids, reused, trail_is_there, refused_writer, earliest, latest
  FROM placed
), sums AS (
  SELECT *,
         sum(CASE type WHEN 'sign-in' THEN 1 WHEN 'sign-out' THEN -1 WHEN 'user-deleted' THEN -1000000 ELSE 0 END) OVER before AS level,
         max(CASE WHEN type IN ('sign-in', 'silent-sign-in', 'token-issued') THEN moment END) OVER before AS sign_in_at,
         max(CASE WHEN type IN ('sign-out', 'user-deleted') THEN moment END) OVER before AS end_at,
         min(CASE WHEN type IN ('sign-in', 'silent-sign-in', 'token-issued') THEN moment END) OVER after AS next_at
  FROM steps
  WINDOW before AS (PARTITION BY who ORDER BY moment, place ROWS UNBOUNDED PRECEDING),
         after AS (PARTITION BY who ORDER BY moment, place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
), balances AS (
  -- Sign-ins that nobody has signed out of, at each step.
  SELECT *, level - least(0, min(level) OVER (PARTITION BY who ORDER BY moment, place ROWS UNBOUNDED PRECEDING)) AS open_sign_ins
  FROM sums
), explained AS (
  SELECT *,
         CASE WHEN sign_in_at >= moment - {lifetimeDays} * INTERVAL '1' DAY
                   AND (open_sign_ins > 0 OR end_at IS NULL OR sign_in_at > end_at) THEN 'alive'
              WHEN next_at <= latest THEN 'alive'
              WHEN sign_in_at >= moment - {lifetimeDays} * INTERVAL '1' DAY THEN 'ended'
              ELSE 'none' END AS sign_in,
         error_code IS NULL AND write_id IS NOT NULL AS accepted
  FROM balances
  WHERE type = 'write'
), sessions AS (
  SELECT session_id, refused_writer,
         min(monitor) AS monitor,
         min(started_at) AS started_at,
         max(last_at) AS last_at,
         max(received_at) AS received_at,
         min(arrived_at) AS first_arrival,
         max(arrived_at) AS last_arrival,
         sum(events) AS events,
         sum(attested_events) AS attested_events,
         sum(of_unknown_release) > 0 AS unknown_release,
         sum(CASE WHEN accepted THEN ids END) AS ids,
         count(CASE WHEN accepted THEN write_id END) AS writes,
         count(CASE WHEN error_code IS NOT NULL THEN write_id END) AS refused_writes,
         bool_or(trail_is_there) AS trail_is_there,
         min(CASE WHEN accepted THEN writer END) AS writer,
         coalesce(min(CASE WHEN accepted THEN writer END) <> max(CASE WHEN accepted THEN writer END), false) AS several,
         bool_or(guest AND (accepted OR refused_writer IS NOT NULL)) AS guest,
         bool_or(accepted AND identity_id IS NULL AND subject IS NULL) AS nobody,
         bool_and(NOT accepted OR subject IS NOT NULL) AS named,
         bool_or(sign_in = 'none' AND (accepted OR NOT trail_is_there)) AS no_sign_in,
         bool_or(accepted AND sign_in = 'ended') AS signed_out,
         bool_or(accepted AND {blocked}) AS after_block,
         bool_or(accepted AND reused) AS reused,
         coalesce(bool_or(accepted AND recorded_to > arrived_at + {clockHours} * INTERVAL '1' HOUR), false) AS ahead,
         coalesce(bool_or(accepted AND recorded_from < arrived_at - {clockHours} * INTERVAL '1' HOUR - {keptDays} * INTERVAL '1' DAY), false)
           AS behind,
         max(CASE WHEN who <> '*' AND accepted THEN CASE WHEN next_at <= latest THEN next_at ELSE sign_in_at END END) AS sign_in_at,
         max(CASE WHEN who <> '*' AND accepted THEN end_at END) AS end_at,
         texts(subject) AS subjects,
         texts(identity_id) AS identity_ids,
         texts(source_ip) AS addresses
  FROM explained
  GROUP BY session_id, refused_writer
), measured AS (
  SELECT *,
         greatest(events, coalesce(ids, 0)) > {maxEvents} AS too_many,
         writer IS NOT NULL AND count(*) OVER (PARTITION BY writer, date_trunc('day', first_arrival)) > {maxSessions} AS too_many_sessions,
         ahead OR coalesce(last_at > received_at + {clockHours} * INTERVAL '1' HOUR, false) AS too_early
  FROM sessions
), judged AS (
  SELECT monitor, session_id,
         CASE WHEN refused_writer IS NOT NULL THEN 'refused'
              WHEN several THEN 'shared'
              WHEN guest OR nobody THEN 'unexplained'
              WHEN no_sign_in AND trail_is_there THEN 'unexplained'
              WHEN no_sign_in THEN 'unexplained-without-trail'
              WHEN signed_out OR after_block THEN 'after-the-end'
              WHEN (reused OR too_many OR too_many_sessions OR unknown_release OR too_early OR behind) AND trail_is_there THEN 'implausible'
              WHEN reused OR too_many OR too_many_sessions OR unknown_release OR too_early OR behind THEN 'implausible-without-trail'
              WHEN NOT trail_is_there THEN 'possible-without-trail'
              WHEN writes = 0 THEN 'unattested'
              WHEN named THEN 'verified'
              ELSE 'verified-by-identity-alone' END AS verdict,
         nullif(concat_ws(', ',
           CASE WHEN several THEN 'several writers' END,
           CASE WHEN guest THEN 'guest credentials' WHEN refused_writer IS NOT NULL THEN 'not allowed' END,
           CASE WHEN nobody THEN 'no identity' END,
           CASE WHEN no_sign_in THEN 'no sign-in' END,
           CASE WHEN signed_out THEN 'after the log-out' END,
           CASE WHEN after_block THEN 'after the block' END,
           CASE WHEN reused THEN 'event ids twice' END,
           CASE WHEN too_many THEN 'too many events' END,
           CASE WHEN too_many_sessions THEN 'too many sessions' END,
           CASE WHEN unknown_release THEN 'unknown release' END,
           CASE WHEN too_early THEN 'recorded after it arrived' END,
           CASE WHEN behind THEN 'recorded too long ago' END,
           CASE WHEN trail_is_there AND writes = 0 AND refused_writer IS NULL THEN 'no record of the write' END), '') AS reasons,
         subjects, identity_ids, addresses, started_at, last_at, first_arrival, last_arrival, events, attested_events, writes, refused_writes,
         sign_in_at, end_at
  FROM measured
)
