import type { EngineContext } from '../../../support/engines/Engine.ts';
import type { Entry } from '../page/diary.ts';
import { NOTES } from '../page/notebook.ts';

/** What the pages of a browser wrote down. They may be gone: another one of the same site reads it. */
export async function readDiary(context: Pick<EngineContext, 'newPage'>, site: string): Promise<Entry[]> {
  const reader = await context.newPage();
  await reader.goto(site);
  const notes = await reader.evaluate(() =>
    Object.entries(localStorage).map(([key, value]) => [key, String(value)] as const),
  );
  return notes
    .filter(([key]) => key.startsWith(NOTES))
    .map(([key, note]) => [Number(key.slice(NOTES.length)), JSON.parse(note) as Entry] as const)
    .sort(([one], [other]) => one - other)
    .map(([, entry]) => entry);
}
