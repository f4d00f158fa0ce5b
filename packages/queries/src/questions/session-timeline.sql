-- One session, event by event, with all that each event says.
SELECT happened_at, monitor, audience, type, page, event_id, user_id, release, value, method, url, status, failed, message,
       frame, batch_id, role, transport, received_at, details, metadata
FROM events
WHERE session_id = {session}
ORDER BY happened_at, arrival NULLS LAST, interaction NULLS LAST, event_id
LIMIT {limit}
