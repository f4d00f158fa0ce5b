-- Web vitals by page and release: the 75th percentile of LCP, INP, CLS, FCP and TTFB, and of how many measurements of LCP.
SELECT audience,
       coalesce(page, '(none)') AS page,
       coalesce(release, '(none)') AS release,
       count(*) FILTER (WHERE type = 'largest_contentful_paint') AS measurements,
       p75(CASE WHEN type = 'largest_contentful_paint' THEN value END) AS lcp_p75,
       p75(CASE WHEN type = 'interaction_to_next_paint' THEN value END) AS inp_p75,
       p75(CASE WHEN type = 'cumulative_layout_shift' THEN value END) AS cls_p75,
       p75(CASE WHEN type = 'first_contentful_paint' THEN value END) AS fcp_p75,
       p75(CASE WHEN type = 'time_to_first_byte' THEN value END) AS ttfb_p75
FROM events
WHERE type IN ('largest_contentful_paint', 'interaction_to_next_paint', 'cumulative_layout_shift',
               'first_contentful_paint', 'time_to_first_byte')
GROUP BY audience, coalesce(page, '(none)'), coalesce(release, '(none)')
ORDER BY measurements DESC, page, release, audience
LIMIT {limit}
