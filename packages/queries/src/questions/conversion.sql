-- Conversion over time: guest sessions, those that reach the sign-in page, and the signed-in sessions that begin. Nothing links a guest to a user: these are counts.
WITH sessions AS (
  SELECT audience, session_id,
         min(happened_at) AS started_at,
         max(CASE WHEN type = 'page_view' AND page LIKE {signInPage} THEN 1 ELSE 0 END) AS at_sign_in
  FROM events
  WHERE session_id IS NOT NULL
  GROUP BY audience, session_id
)
SELECT date_trunc({bucket}, started_at) AS time,
       count(*) FILTER (WHERE audience = 'guest') AS guest_sessions,
       count(*) FILTER (WHERE audience = 'guest' AND at_sign_in = 1) AS at_sign_in,
       count(*) FILTER (WHERE audience = 'signed-in') AS signed_in_sessions,
       CAST(count(*) FILTER (WHERE audience = 'signed-in') AS DOUBLE)
         / nullif(count(*) FILTER (WHERE audience = 'guest'), 0) AS conversion
FROM sessions
GROUP BY date_trunc({bucket}, started_at)
ORDER BY time
