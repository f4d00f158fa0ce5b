import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { QueryError } from '../errors/QueryError.ts';

/** Files of a path, by what they hold. */
export interface FoundData {
  /** JSON, one record a line. */
  records: string[];
  /** The journal of a console, which may be written to while it is read. */
  journal: string[];
  /** Parquet files of a console's events. */
  events: string[];
  /** Parquet files of identity events. */
  identity: string[];
  /** Refused writes of a console, as JSON lines. */
  refused: string[];
}

/** Looks what a file or folder holds. Throws a `QueryError` when it holds nothing to ask. */
export function findData(path: string): FoundData {
  if (path.startsWith('s3://'))
    throw new QueryError(
      `${path} lies in S3. Copy it first: aws s3 sync ${path} ./rum-export, and take --from ./rum-export. Or ask it there with --athena.`,
    );
  if (!existsSync(path)) throw new QueryError(`There is no file or folder ${path}.`);
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => join(path, name))
        .filter((file) => statSync(file).isFile())
        .sort()
    : [path];
  const found: FoundData = { records: [], journal: [], events: [], identity: [], refused: [] };
  for (const file of files) {
    const kind = kindOf(file);
    if (kind) found[kind].push(file);
  }
  if (Object.values(found).every((list: string[]) => list.length === 0))
    throw new QueryError(
      `${path} holds nothing to ask. It must be the data folder of a console, or have files of a log export in it: .jsonl, .json, .ndjson, .log or .gz.`,
    );
  return found;
}

function kindOf(file: string): keyof FoundData | undefined {
  if (/[/\\]journal[/\\]\d{12}\.jsonl$/.test(file)) return 'journal';
  // Its events are in Parquet, too.
  if (/[/\\]journal[/\\]\d{12}\.done\.jsonl$/.test(file)) return undefined;
  if (/[/\\]monitor=[^/\\]+[/\\]day=[^/\\]+[/\\]\d{12}\.parquet$/.test(file)) return 'events';
  if (/[/\\]day=[^/\\]+[/\\][^/\\]+\.parquet$/.test(file)) return 'identity';
  if (basename(file) === 'refused.jsonl') return 'refused';
  return /\.(jsonl|json|ndjson|log|gz)$/.test(file) ? 'records' : undefined;
}
