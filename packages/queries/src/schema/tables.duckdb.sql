-- What the questions read. Events lie in Parquet files and in a table of those that came since.
CREATE TABLE recent_events (
  monitor VARCHAR, application_id VARCHAR, day VARCHAR, event_id VARCHAR, event_type VARCHAR, type VARCHAR,
  happened_at TIMESTAMP, received_at TIMESTAMP, arrival BIGINT, copy INTEGER, batch_id VARCHAR, session_id VARCHAR, user_id VARCHAR, release VARCHAR,
  role VARCHAR, transport VARCHAR, page VARCHAR, interaction INTEGER, country VARCHAR, browser VARCHAR, os VARCHAR,
  device VARCHAR, value DOUBLE, method VARCHAR, url VARCHAR, url_pattern VARCHAR, status INTEGER, failed BOOLEAN,
  initiator VARCHAR, error_type VARCHAR, message VARCHAR, frame VARCHAR, details VARCHAR, metadata VARCHAR
);
CREATE TABLE refused_writes (
  refused_at TIMESTAMP, monitor VARCHAR, status INTEGER, error_type VARCHAR, message VARCHAR, role VARCHAR, access_key_id VARCHAR,
  transport VARCHAR
);
CREATE TABLE trail (
  event_id VARCHAR, event_time TIMESTAMP, event_name VARCHAR, access_key_id VARCHAR, identity_id VARCHAR, subject VARCHAR, provider VARCHAR,
  source_ip VARCHAR, user_agent VARCHAR, error_code VARCHAR, app_monitor_id VARCHAR, monitor VARCHAR, session_id VARCHAR, user_id VARCHAR,
  batch_id VARCHAR, rum_event_ids VARCHAR[], guest BOOLEAN, role VARCHAR, day VARCHAR
);
CREATE TABLE incoming (source_monitor VARCHAR, line VARCHAR);
