-- What happens over time: sessions, page views, errors, failed requests and web vitals, of guests and of signed-in users.
SELECT date_trunc({bucket}, happened_at) AS time,
       audience,
       count(DISTINCT session_id) AS sessions,
       count(*) FILTER (WHERE type = 'page_view') AS page_views,
       count(*) FILTER (WHERE type = 'js_error') AS errors,
       count(*) FILTER (WHERE type = 'http') AS requests,
       count(*) FILTER (WHERE failed) AS failed_requests,
       p75(CASE WHEN type = 'largest_contentful_paint' THEN value END) AS lcp_p75,
       p75(CASE WHEN type = 'interaction_to_next_paint' THEN value END) AS inp_p75,
       p75(CASE WHEN type = 'cumulative_layout_shift' THEN value END) AS cls_p75
FROM events
GROUP BY date_trunc({bucket}, happened_at), audience
ORDER BY time, audience
