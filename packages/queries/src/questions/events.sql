-- Events, latest first: the raw stream, by type and by a text in them.
SELECT happened_at, monitor, audience, type, page, session_id, event_id, message, url, status, details, metadata
FROM events
WHERE ({type} IS NULL OR type = {type})
  AND ({text} IS NULL OR strpos(lower(details), lower({text})) > 0 OR strpos(lower(metadata), lower({text})) > 0)
ORDER BY happened_at DESC, arrival DESC NULLS LAST, event_id
LIMIT {limit}
