import { readFileSync } from 'node:fs';
import { findBadLine } from './findBadLine.ts';
import { findData } from './findData.ts';
import { openDatabase } from './openDatabase.ts';
import type { EventDatabase, RefusedRow } from './EventDatabase.ts';

/**
 * Opens what lies at a path, or at several: the data folder of `@dual-rum/console`, or a log export of CloudWatch RUM, a file or a folder of files,
 * and beside them files of CloudTrail and of identity events.
 * Rejects with a `QueryError` that names the file and line that cannot be read.
 *
 * @example
 * const data = await openData('./rum-data');
 * console.log((await data.run('errors')).rows);
 * data.close();
 */
export async function openData(path: string | readonly string[]): Promise<EventDatabase> {
  const found = findData(typeof path === 'string' ? [path] : path);
  const database = await openDatabase();
  try {
    await database.setFiles(found.events);
    await database.setIdentityFiles(found.identity);
    await database.addFiles(found.records).catch(async (error: unknown) => {
      throw (await findBadLine(found.records)) ?? error;
    });
    await database.addJournal(found.journal);
    await database.addRefused(found.refused.flatMap(readRefused));
    await database.addTrailFiles(found.trail);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const readRefused = (file: string): RefusedRow[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as RefusedRow] : []));
