-- Guests and signed-in users side by side.
SELECT audience,
       count(DISTINCT session_id) AS sessions,
       count(DISTINCT user_id) AS user_ids,
       count(*) FILTER (WHERE type = 'page_view') AS page_views,
       CAST(count(*) FILTER (WHERE type = 'page_view') AS DOUBLE) / nullif(count(DISTINCT session_id), 0)
         AS pages_per_session,
       count(*) FILTER (WHERE type = 'js_error') AS errors,
       count(DISTINCT CASE WHEN type = 'js_error' THEN session_id END) AS sessions_with_errors,
       count(*) FILTER (WHERE failed) AS failed_requests,
       p75(CASE WHEN type = 'largest_contentful_paint' THEN value END) AS lcp_p75,
       p75(CASE WHEN type = 'interaction_to_next_paint' THEN value END) AS inp_p75,
       p75(CASE WHEN type = 'cumulative_layout_shift' THEN value END) AS cls_p75,
       p75(CASE WHEN type = 'first_contentful_paint' THEN value END) AS fcp_p75,
       p75(CASE WHEN type = 'time_to_first_byte' THEN value END) AS ttfb_p75
FROM events
GROUP BY audience
ORDER BY audience
