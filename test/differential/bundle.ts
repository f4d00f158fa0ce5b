import { join } from 'node:path';
import { bundle as bundlePage } from '../support/sdk/bundle.ts';

/** What is compared: one plain aws-rum-web, Dual RUM for a guest, Dual RUM for a signed-in user. */
export const subjects = ['plain', 'guest', 'authenticated'] as const;
export type SubjectName = (typeof subjects)[number];

/** The scripts of each subject's page by file name. One build for each, so that they share no chunks: an app has one of them. */
export async function bundle(): Promise<Map<string, Uint8Array>> {
  const pages = await Promise.all(subjects.map((name) => bundlePage(join(import.meta.dirname, `page/${name}.ts`))));
  return new Map(pages.flatMap(({ files }) => [...files]));
}
