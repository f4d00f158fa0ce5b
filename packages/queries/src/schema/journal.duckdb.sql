-- Records of the journal of a console: a line is one request as it came, with how it was received, or records of a log export.
-- What is read has the column line. A line that is half written is passed over, and so is what is no event.
SELECT line FROM (
  SELECT '{' || coalesce('"metadata":' || nullif(event->>'$.metadata', '') || ',', '') || substr(json_object(
           'event_timestamp', round(TRY_CAST(event->>'$.timestamp' AS DOUBLE) * 1000)::BIGINT,
           'event_type', event->>'$.type',
           'event_id', event->>'$.id',
           'application_id', request->>'$.received.monitorId',
           'application_version', coalesce(request->>'$.body.AppMonitorDetails.version', ''),
           'user_details', json_object('sessionId', request->>'$.body.UserDetails.sessionId',
                                       'userId', request->>'$.body.UserDetails.userId'),
           'event_details', TRY_CAST(event->>'$.details' AS JSON),
           'dual_rum', json_object('monitor', request->>'$.received.monitor',
                                   'arrival', (request->>'$.arrival')::BIGINT + place - 1,
                                   'received_at', (request->>'$.received.receivedAt')::BIGINT,
                                   'batch_id', request->>'$.body.BatchId',
                                   'role', request->>'$.received.role',
                                   'transport', request->>'$.received.transport')
         )::VARCHAR, 2) AS line
  FROM (
    SELECT line AS request,
           unnest((line->'$.body.RumEvents')::JSON[]) AS event,
           generate_subscripts((line->'$.body.RumEvents')::JSON[], 1) AS place
    FROM {lines} WHERE json_valid(line) AND json_exists(line, '$.body.RumEvents')
  )
  UNION ALL
  SELECT record::VARCHAR AS line
  FROM (SELECT unnest((line->'$.records')::JSON[]) AS record FROM {lines} WHERE json_valid(line) AND json_exists(line, '$.records'))
)
WHERE (line->>'$.event_id') IS NOT NULL AND (line->>'$.event_type') IS NOT NULL AND (line->>'$.event_timestamp') IS NOT NULL
