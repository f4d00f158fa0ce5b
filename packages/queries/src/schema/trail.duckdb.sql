-- Records of CloudTrail as rows, on DuckDB: who wrote to which app monitor, and who was given which credentials. What is read has the
-- column record. CloudTrail delivers at least once, and a record keeps its id.
SELECT event_id, event_time, event_name, access_key_id, identity_id, subject, provider, source_ip, user_agent, error_code,
       app_monitor_id, monitor, session_id, user_id, batch_id, rum_event_ids, guest, role, day
FROM (
  SELECT r."eventID" AS event_id,
         CAST(r."eventTime" AS TIMESTAMP) AS event_time,
         r."eventName" AS event_name,
         coalesce(r."userIdentity"."accessKeyId", r."responseElements".credentials."accessKeyId") AS access_key_id,
         coalesce(r."userIdentity"."sessionContext"."webIdFederationData".attributes."cognito-identity.amazonaws.com:sub",
                  r."responseElements"."identityId", r."requestParameters"."identityId") AS identity_id,
         nullif(regexp_extract(
           r."userIdentity"."sessionContext"."webIdFederationData".attributes."cognito-identity.amazonaws.com:amr",
           '"[^"]*?:(CognitoSignIn|OIDC):([^"]*)"', 2), '') AS subject,
         nullif(regexp_extract(
           r."userIdentity"."sessionContext"."webIdFederationData".attributes."cognito-identity.amazonaws.com:amr",
           '^\["authenticated", *"([^"]*)"', 1), '') AS provider,
         r."sourceIPAddress" AS source_ip,
         r."userAgent" AS user_agent,
         r."errorCode" AS error_code,
         r."requestParameters".id AS app_monitor_id,
         nullif(regexp_extract(
           list_filter(r.resources, lambda x : contains(x."ARN", ':appmonitor/'))[1]."ARN", ':appmonitor/(.*)$', 1), '') AS monitor,
         r."requestParameters"."userDetails"."sessionId" AS session_id,
         r."requestParameters"."userDetails"."userId" AS user_id,
         r."requestParameters"."batchId" AS batch_id,
         CASE WHEN len(r."requestParameters"."rumEvents") > 0
              THEN list_transform(r."requestParameters"."rumEvents", lambda x : x.id) END AS rum_event_ids,
         contains(r."userIdentity"."sessionContext"."webIdFederationData".attributes."cognito-identity.amazonaws.com:amr",
                  '"unauthenticated"') AS guest,
         r."userIdentity"."sessionContext"."sessionIssuer"."userName" AS role,
         replace(substr(r."eventTime", 1, 10), '-', '/') AS day,
         row_number() OVER (PARTITION BY r."eventID" ORDER BY r."eventTime") AS copy
  FROM (
    SELECT json_transform(record, '{
             "eventID": "VARCHAR", "eventTime": "VARCHAR", "eventName": "VARCHAR", "errorCode": "VARCHAR", "sourceIPAddress": "VARCHAR",
             "userAgent": "VARCHAR",
             "userIdentity": {"accessKeyId": "VARCHAR", "sessionContext": {
               "sessionIssuer": {"userName": "VARCHAR"},
               "webIdFederationData": {"attributes": {"cognito-identity.amazonaws.com:sub": "VARCHAR",
                                                      "cognito-identity.amazonaws.com:amr": "VARCHAR"}}}},
             "requestParameters": {"id": "VARCHAR", "batchId": "VARCHAR", "identityId": "VARCHAR",
                                   "userDetails": {"userId": "VARCHAR", "sessionId": "VARCHAR"}, "rumEvents": [{"id": "VARCHAR"}]},
             "responseElements": {"identityId": "VARCHAR", "credentials": {"accessKeyId": "VARCHAR"}},
             "resources": [{"ARN": "VARCHAR"}]
           }') AS r
    FROM {records}
  ) AS parsed
) AS extracted
WHERE copy = 1 AND event_name IN ('PutRumEvents', 'GetId', 'GetCredentialsForIdentity')
