-- Ids in the path of a URL become one pattern; the query and the fragment go.
CREATE OR REPLACE MACRO url_pattern(url) AS
  regexp_extract(url, '^[A-Za-z]+://[^/?#]*') ||
  regexp_replace(
    regexp_replace(
      regexp_extract(substr(url, length(regexp_extract(url, '^[A-Za-z]+://[^/?#]*')) + 1), '^[^?#]*'),
      '/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b', '/:id', 'g'),
    '/([0-9]+|[0-9a-fA-F]{16,})\b', '/:id', 'g');
