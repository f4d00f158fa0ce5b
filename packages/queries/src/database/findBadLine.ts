import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { QueryError } from '../errors/QueryError.ts';

/** The first line of the files that is no event, as an error that says where it is; undefined when all are. */
export async function findBadLine(files: readonly string[]): Promise<QueryError | undefined> {
  for (const file of files) {
    let number = 0;
    const source = createReadStream(file);
    const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
    source.on('error', (error) => bytes.destroy(error));
    try {
      for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
        number += 1;
        const problem = line.trim() === '' ? undefined : problemOf(line);
        if (problem !== undefined)
          return new QueryError(
            `${file}, line ${number} ${problem}. A line is one event of CloudWatch RUM, as JSON. Mend or remove it, or download the file again if it broke off.`,
          );
      }
    } catch (cause) {
      return new QueryError(
        `Cannot read ${file} after line ${number}: ${(cause as Error).message}. Download it again.`,
        { cause },
      );
    }
  }
  return undefined;
}

function problemOf(line: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line.slice(Math.max(0, line.indexOf('{'))));
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
  const { event_id: id, event_type: type, event_timestamp: at } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof at !== 'number')
    return 'has no event_id, event_type or event_timestamp';
  return undefined;
}
