-- Records of CloudWatch RUM's log export as rows, on DuckDB. What is read has the columns source_monitor and line; what stands
-- before the first brace of a line, as the time that an export task writes, is passed over.
SELECT coalesce(r.dual_rum.monitor, source_monitor, r.application_id) AS monitor,
       r.application_id AS application_id,
       strftime(epoch_ms(r.event_timestamp), '%Y-%m-%d') AS day,
       r.event_id AS event_id,
       r.event_type AS event_type,
       -- Short for the web client's own types. An app's own type keeps its name, unless it is one of those.
       CASE WHEN r.event_type LIKE 'com.amazon.rum.%event' THEN substr(r.event_type, 16, length(r.event_type) - 21)
            WHEN r.event_type IN ('page_view', 'session_start', 'http', 'js_error', 'dom', 'performance_resource',
                                  'performance_navigation', 'largest_contentful_paint', 'interaction_to_next_paint',
                                  'cumulative_layout_shift', 'first_contentful_paint', 'time_to_first_byte')
            THEN 'custom.' || r.event_type
            ELSE r.event_type END AS type,
       epoch_ms(r.event_timestamp) AS happened_at,
       epoch_ms(r.dual_rum.received_at) AS received_at,
       r.dual_rum.arrival AS arrival,
       r.dual_rum.copy AS copy,
       r.dual_rum.batch_id AS batch_id,
       nullif(r.user_details."sessionId", '') AS session_id,
       nullif(r.user_details."userId", '') AS user_id,
       coalesce(nullif(r.application_version, ''), r.metadata."aws:releaseId") AS release,
       r.dual_rum.role AS role,
       r.dual_rum.transport AS transport,
       CASE WHEN r.event_type = 'com.amazon.rum.page_view_event' THEN coalesce(r.event_details."pageId", r.metadata."pageId")
            ELSE coalesce(r.metadata."pageId", r.event_details."pageId") END AS page,
       CASE WHEN r.event_type = 'com.amazon.rum.page_view_event'
            THEN coalesce(r.event_details.interaction, r.metadata.interaction) ELSE r.metadata.interaction END AS interaction,
       r.metadata."countryCode" AS country,
       r.metadata."browserName" AS browser,
       r.metadata."osName" AS os,
       r.metadata."deviceType" AS device,
       coalesce(r.event_details.value, r.event_details.duration) AS value,
       r.event_details.request.method AS method,
       coalesce(r.event_details.request.url, r.event_details."targetUrl") AS url,
       url_pattern(coalesce(r.event_details.request.url, r.event_details."targetUrl")) AS url_pattern,
       r.event_details.response.status AS status,
       r.event_type = 'com.amazon.rum.http_event'
         AND (r.event_details.response.status IS NULL OR r.event_details.response.status = 0
              OR r.event_details.response.status >= 400) AS failed,
       r.event_details."initiatorType" AS initiator,
       coalesce(r.event_details.type, r.event_details.error.type) AS error_type,
       coalesce(r.event_details.message, r.event_details.error.message) AS message,
       coalesce(
nullif(
           regexp_replace(
             regexp_extract(r.event_details.stack, '\n *at [^\n]+|[^\n@]*@[^\n]+:[0-9]+'), '^\s+|\s+$', '', 'g'), ''),
         r.event_details.filename || ':' || r.event_details.lineno || ':' || r.event_details.colno
       ) AS frame,
       details, metadata
FROM (
  SELECT source_monitor,
         json_transform(line, '{
           "event_timestamp": "BIGINT", "event_type": "VARCHAR", "event_id": "VARCHAR",
           "application_id": "VARCHAR", "application_version": "VARCHAR",
           "user_details": {"sessionId": "VARCHAR", "userId": "VARCHAR"},
           "metadata": {"pageId": "VARCHAR", "interaction": "INTEGER", "countryCode": "VARCHAR", "browserName": "VARCHAR",
                        "osName": "VARCHAR", "deviceType": "VARCHAR", "aws:releaseId": "VARCHAR"},
           "event_details": {"pageId": "VARCHAR", "interaction": "INTEGER", "value": "DOUBLE", "duration": "DOUBLE",
                             "targetUrl": "VARCHAR", "initiatorType": "VARCHAR",
                             "request": {"method": "VARCHAR", "url": "VARCHAR"}, "response": {"status": "INTEGER"},
                             "error": {"type": "VARCHAR", "message": "VARCHAR"},
                             "type": "VARCHAR", "message": "VARCHAR", "filename": "VARCHAR", "lineno": "VARCHAR",
                             "colno": "VARCHAR", "stack": "VARCHAR"},
           "dual_rum": {"monitor": "VARCHAR", "received_at": "BIGINT", "arrival": "BIGINT", "copy": "INTEGER",
                        "batch_id": "VARCHAR", "role": "VARCHAR", "transport": "VARCHAR"}
         }') AS r,
         json_extract(line, '$.event_details')::VARCHAR AS details,
         json_extract(line, '$.metadata')::VARCHAR AS metadata
  FROM (SELECT source_monitor, substr(line, strpos(line, '{')) AS line FROM {records})
)
