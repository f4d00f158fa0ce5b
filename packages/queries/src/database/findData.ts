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
  /** Files of CloudTrail. */
  trail: string[];
}

/** Looks what files and folders hold. Throws a `QueryError` when one holds nothing to ask. */
export function findData(paths: readonly string[]): FoundData {
  const found: FoundData = { records: [], journal: [], events: [], identity: [], refused: [], trail: [] };
  for (const path of paths) {
    let any = false;
    for (const file of filesOf(path)) {
      const kind = kindOf(file);
      if (kind) found[kind].push(file);
      any ||= kind !== undefined;
    }
    if (!any)
      throw new QueryError(
        `${path} holds nothing to ask. It must be the data folder of a console, or have files of a log export in it: .jsonl, .json, .ndjson, .log or .gz.`,
      );
  }
  return found;
}

function filesOf(path: string): string[] {
  if (path.startsWith('s3://'))
    throw new QueryError(
      `${path} lies in S3. Copy it first: aws s3 sync ${path} ./rum-export, and take --from ./rum-export. Or ask it there with --athena.`,
    );
  if (!existsSync(path)) throw new QueryError(`There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

function kindOf(file: string): keyof FoundData | undefined {
  if (/[/\\]journal[/\\]\d{12}\.jsonl$/.test(file)) return 'journal';
  // Its events are in Parquet, too.
  if (/[/\\]journal[/\\]\d{12}\.done\.jsonl$/.test(file)) return undefined;
  if (/[/\\]monitor=[^/\\]+[/\\]day=[^/\\]+[/\\]\d{12}\.parquet$/.test(file)) return 'events';
  if (/[/\\]day=[^/\\]+[/\\][^/\\]+\.parquet$/.test(file)) return 'identity';
  if (basename(file) === 'refused.jsonl') return 'refused';
  if (/_CloudTrail_[^/\\]+\.json(\.gz)?$/.test(file)) return 'trail';
  return /\.(jsonl|json|ndjson|log|gz)$/.test(file) ? 'records' : undefined;
}
