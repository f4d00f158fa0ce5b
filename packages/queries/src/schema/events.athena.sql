-- Records of CloudWatch RUM's log export as rows, on Athena (Trino). A copy that arrived on the same day counts once.
SELECT monitor, application_id, day, event_id, event_type, type, happened_at, received_at, arrival, copy, batch_id, session_id,
       user_id, release, role, transport, page, interaction, country, browser, os, device, value, method, url, url_pattern,
       status, failed, initiator, error_type, message, frame, details, metadata
FROM (
  SELECT *,
         coalesce(host, '') || regexp_replace(
           regexp_replace(
             regexp_extract(substr(url, length(coalesce(host, '')) + 1), '^[^?#]*'),
             '/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b', '/:id'),
           '/([0-9]+|[0-9a-fA-F]{16,})\b', '/:id') AS url_pattern,
         event_type = 'com.amazon.rum.http_event' AND (status IS NULL OR status = 0 OR status >= 400) AS failed,
         row_number() OVER (PARTITION BY day, monitor, event_id ORDER BY coalesce(given_copy, 1), arrival NULLS LAST) AS copy
  FROM (
    SELECT coalesce(json_extract_scalar(r, '$.dual_rum.monitor'), monitor) AS monitor,
           day,
           json_extract_scalar(r, '$.application_id') AS application_id,
           json_extract_scalar(r, '$.event_id') AS event_id,
           json_extract_scalar(r, '$.event_type') AS event_type,
           CASE WHEN json_extract_scalar(r, '$.event_type') LIKE 'com.amazon.rum.%event'
                THEN substr(json_extract_scalar(r, '$.event_type'), 16, length(json_extract_scalar(r, '$.event_type')) - 21)
                WHEN json_extract_scalar(r, '$.event_type') IN (
                  'page_view', 'session_start', 'http', 'js_error', 'dom', 'performance_resource', 'performance_navigation',
                  'largest_contentful_paint', 'interaction_to_next_paint', 'cumulative_layout_shift',
                  'first_contentful_paint', 'time_to_first_byte')
                THEN 'custom.' || json_extract_scalar(r, '$.event_type')
                ELSE json_extract_scalar(r, '$.event_type') END AS type,
           CAST(from_unixtime(CAST(json_extract_scalar(r, '$.event_timestamp') AS DOUBLE) / 1000, 'UTC') AS timestamp(3))
             AS happened_at,
           CAST(from_unixtime(CAST(json_extract_scalar(r, '$.dual_rum.received_at') AS DOUBLE) / 1000, 'UTC') AS timestamp(3))
             AS received_at,
           CAST(json_extract_scalar(r, '$.dual_rum.arrival') AS BIGINT) AS arrival,
           CAST(json_extract_scalar(r, '$.dual_rum.copy') AS INTEGER) AS given_copy,
           json_extract_scalar(r, '$.dual_rum.batch_id') AS batch_id,
           nullif(json_extract_scalar(r, '$.user_details.sessionId'), '') AS session_id,
           nullif(json_extract_scalar(r, '$.user_details.userId'), '') AS user_id,
           coalesce(nullif(json_extract_scalar(r, '$.application_version'), ''),
                    json_extract_scalar(r, '$.metadata["aws:releaseId"]')) AS release,
           json_extract_scalar(r, '$.dual_rum.role') AS role,
           json_extract_scalar(r, '$.dual_rum.transport') AS transport,
           CASE WHEN json_extract_scalar(r, '$.event_type') = 'com.amazon.rum.page_view_event'
                THEN coalesce(json_extract_scalar(r, '$.event_details.pageId'), json_extract_scalar(r, '$.metadata.pageId'))
                ELSE coalesce(json_extract_scalar(r, '$.metadata.pageId'), json_extract_scalar(r, '$.event_details.pageId'))
           END AS page,
           CASE WHEN json_extract_scalar(r, '$.event_type') = 'com.amazon.rum.page_view_event'
                THEN coalesce(TRY_CAST(json_extract_scalar(r, '$.event_details.interaction') AS INTEGER),
                              TRY_CAST(json_extract_scalar(r, '$.metadata.interaction') AS INTEGER))
                ELSE TRY_CAST(json_extract_scalar(r, '$.metadata.interaction') AS INTEGER) END AS interaction,
           json_extract_scalar(r, '$.metadata.countryCode') AS country,
           json_extract_scalar(r, '$.metadata.browserName') AS browser,
           json_extract_scalar(r, '$.metadata.osName') AS os,
           json_extract_scalar(r, '$.metadata.deviceType') AS device,
           coalesce(TRY_CAST(json_extract_scalar(r, '$.event_details.value') AS DOUBLE),
                    TRY_CAST(json_extract_scalar(r, '$.event_details.duration') AS DOUBLE)) AS value,
           json_extract_scalar(r, '$.event_details.request.method') AS method,
           coalesce(json_extract_scalar(r, '$.event_details.request.url'),
                    json_extract_scalar(r, '$.event_details.targetUrl')) AS url,
           regexp_extract(coalesce(json_extract_scalar(r, '$.event_details.request.url'),
                                   json_extract_scalar(r, '$.event_details.targetUrl')),
                          '^[A-Za-z]+://[^/?#]*') AS host,
           TRY_CAST(json_extract_scalar(r, '$.event_details.response.status') AS INTEGER) AS status,
           json_extract_scalar(r, '$.event_details.initiatorType') AS initiator,
           coalesce(json_extract_scalar(r, '$.event_details.type'),
                    json_extract_scalar(r, '$.event_details.error.type')) AS error_type,
           coalesce(json_extract_scalar(r, '$.event_details.message'),
                    json_extract_scalar(r, '$.event_details.error.message')) AS message,
           coalesce(
             nullif(regexp_replace(
               regexp_extract(json_extract_scalar(r, '$.event_details.stack'), '\n *at [^\n]+|[^\n@]*@[^\n]+:[0-9]+'),
               '^\s+|\s+$', ''), ''),
             json_extract_scalar(r, '$.event_details.filename') || ':' || json_extract_scalar(r, '$.event_details.lineno')
               || ':' || json_extract_scalar(r, '$.event_details.colno')) AS frame,
           json_format(json_extract(r, '$.event_details')) AS details,
           json_format(json_extract(r, '$.metadata')) AS metadata
    FROM (
      SELECT monitor, day, try(json_parse(substr(line, strpos(line, '{')))) AS r
      FROM rum_records
    ) AS parsed
    WHERE r IS NOT NULL AND json_extract_scalar(r, '$.event_id') IS NOT NULL
  ) AS extracted
) AS numbered
WHERE copy = 1
