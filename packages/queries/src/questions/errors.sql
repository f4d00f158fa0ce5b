-- Errors, grouped by message and top frame: how many, in how many sessions, where, first and last seen.
SELECT coalesce(error_type, '(none)') AS error_type,
       coalesce(message, '(none)') AS message,
       coalesce(frame, '(none)') AS frame,
       count(*) AS errors,
       count(DISTINCT session_id) AS sessions,
       count(*) FILTER (WHERE audience = 'guest') AS of_guests,
       count(*) FILTER (WHERE audience = 'signed-in') AS of_signed_in,
       count(DISTINCT page) AS pages,
       min(page) AS a_page,
       min(release) AS first_release,
       max(release) AS last_release,
       min(happened_at) AS first_seen,
       max(happened_at) AS last_seen
FROM events
WHERE type = 'js_error'
GROUP BY coalesce(error_type, '(none)'), coalesce(message, '(none)'), coalesce(frame, '(none)')
ORDER BY errors DESC, message, frame, error_type
LIMIT {limit}
