-- Verdicts: who wrote each signed-in session, from which addresses, and whether a sign-in explains it. Without CloudTrail's records the names of the verdicts say so.
{judged}
SELECT monitor, session_id, verdict, reasons, subjects, identity_ids, addresses, started_at, last_at, first_arrival, last_arrival, events,
       attested_events, writes, refused_writes, sign_in_at, end_at
FROM judged
WHERE {asked} AND ({session} IS NULL OR session_id = {session}) AND ({verdict} IS NULL OR verdict = {verdict})
ORDER BY CASE verdict WHEN 'verified' THEN 2 WHEN 'possible-without-trail' THEN 2 WHEN 'verified-by-identity-alone' THEN 2
                      WHEN 'unattested' THEN 1 ELSE 0 END,
         coalesce(started_at, first_arrival) DESC, session_id, monitor, subjects, identity_ids, addresses
LIMIT {limit}
