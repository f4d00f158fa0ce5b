export const usage = `Usage: dual-rum-queries run <name> --from <path> [options]
       dual-rum-queries run <name> --athena [options]
       dual-rum-queries verdict --from <path> [--from <path> …] [options]
       dual-rum-queries list
       dual-rum-queries tables --location <s3://bucket/prefix> --monitor <name> --since <day>

Asks questions of CloudWatch RUM's data: the data folder of @dual-rum/console, or what CloudWatch exports.

  run         answers a query, as a table
  verdict     says of each signed-in session who wrote it and whether a sign-in explains it: the query verdict
  list        the queries, what each answers and its parameters
  tables      SQL that makes the table and the view for Athena; with --trail <s3://bucket/prefix> --account <id>
              --region <region> those of CloudTrail's records, too

Where the data is:
  --from <path>       the data folder of a console; a folder with a log export (copied from S3, or by CloudWatch Logs);
                      or one file of it: JSON, one event a line, .gz too. May be given more than once: files of CloudTrail
                      (…_CloudTrail_….json.gz) and of identity events (day=…/….parquet) are known by their names
  --athena            print the SQL to paste into Athena instead
  --duckdb            print the SQL for DuckDB instead
  --logs-insights     print the query to paste into CloudWatch Logs Insights instead, where there is one

Which events:
  --since <time>      from this time on: 2026-11-26, 2026-11-26T10:00:00Z
  --until <time>      before this time
  --monitor <name>    app monitor; may be given more than once
  --page <id>, --release <version>, --session <id>
  --guest <name>, --signed-in <name>
                      whose app monitor is whose; default: by their names

Parameters of queries, where they have them:
  --bucket <length>   second, minute, hour, day, week, month
  --limit <rows>, --steps <pages>, --failures <number>, --sign-in-page <pattern>, --type <type>, --text <text>

Of verdicts:
  --evidence <session>  print what the verdict on this session rests on
  --verdict <name>      only sessions with this verdict
  --lifetime-days <n>, --kept-days <n>, --skew-minutes <n>, --clock-hours <n>,
  --max-events <n>, --max-sessions <n>, --max-copies <n>, --releases <a,b>,
  --blocked <subject or identity id>@<since>[/<until>],…
                        what is judged by: list explains each

How to print:
  --json, --csv       default: a table
  --version, --help
`;
