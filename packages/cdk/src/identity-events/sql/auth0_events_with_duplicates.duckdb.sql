-- For DuckDB, the table that CloudFormation makes for Athena: the Parquet below the prefix, which replaces {prefix}.
-- The session is in UTC, as Athena's are: SET TimeZone = 'UTC'
CREATE VIEW auth0_events_with_duplicates AS
SELECT * REPLACE (CAST(occurred_at AS TIMESTAMP) AS occurred_at)
FROM read_parquet('{prefix}/parquet/day=*/*.parquet', hive_partitioning = true, hive_types = { day: VARCHAR })
