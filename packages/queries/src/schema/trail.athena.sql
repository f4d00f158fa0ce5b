-- Records of CloudTrail as rows, on Athena (Trino): who wrote to which app monitor, and who was given which credentials. CloudTrail
-- delivers at least once, and a record keeps its id.
SELECT event_id, event_time, event_name, access_key_id, identity_id, subject, provider, source_ip, user_agent, error_code,
       app_monitor_id, monitor, session_id, user_id, batch_id, rum_event_ids, guest, role, day
FROM (
  SELECT eventid AS event_id,
         CAST(from_iso8601_timestamp(eventtime) AT TIME ZONE 'UTC' AS timestamp(3)) AS event_time,
         eventname AS event_name,
         coalesce(useridentity.accesskeyid, responseelements.credentials.accesskeyid) AS access_key_id,
         coalesce(element_at(useridentity.sessioncontext.webidfederationdata.attributes, 'cognito-identity.amazonaws.com:sub'),
                  responseelements.identityid, requestparameters.identityid) AS identity_id,
         regexp_extract(element_at(useridentity.sessioncontext.webidfederationdata.attributes, 'cognito-identity.amazonaws.com:amr'),
                        '"[^"]*?:(CognitoSignIn|OIDC):([^"]*)"', 2) AS subject,
         regexp_extract(element_at(useridentity.sessioncontext.webidfederationdata.attributes, 'cognito-identity.amazonaws.com:amr'),
                        '^\["authenticated", *"([^"]*)"', 1) AS provider,
         sourceipaddress AS source_ip,
         useragent AS user_agent,
         errorcode AS error_code,
         requestparameters.id AS app_monitor_id,
         element_at(transform(filter(resources, x -> x.arn LIKE '%:appmonitor/%'), x -> regexp_extract(x.arn, ':appmonitor/(.*)$', 1)), 1)
           AS monitor,
         requestparameters.userdetails.sessionid AS session_id,
         requestparameters.userdetails.userid AS user_id,
         requestparameters.batchid AS batch_id,
         CASE WHEN cardinality(requestparameters.rumevents) > 0 THEN transform(requestparameters.rumevents, x -> x.id) END AS rum_event_ids,
         strpos(element_at(useridentity.sessioncontext.webidfederationdata.attributes, 'cognito-identity.amazonaws.com:amr'),
                '"unauthenticated"') > 0 AS guest,
         useridentity.sessioncontext.sessionissuer.username AS role,
         day,
         row_number() OVER (PARTITION BY day, eventid ORDER BY eventtime) AS copy
  FROM audit_trail CROSS JOIN UNNEST(records) AS u (eventid, eventtime, eventname, eventsource, errorcode, sourceipaddress, useragent,
                                                    useridentity, requestparameters, responseelements, resources)
) AS extracted
WHERE copy = 1 AND event_name IN ('PutRumEvents', 'GetId', 'GetCredentialsForIdentity')
