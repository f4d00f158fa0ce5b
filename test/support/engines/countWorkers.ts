import { readdirSync, readFileSync } from 'node:fs';

/** What Chromium, Firefox and WebKitGTK call the thread of a dedicated worker, as far as Linux keeps it: 15 characters. */
const THREAD = /^(DedicatedWorker|DOM Worker|WebCore: Worker)/;

/** How many workers a process of a browser runs. */
export function countWorkers(pid: number): number {
  const threads = `/proc/${pid}/task`;
  try {
    return readdirSync(threads).filter((id) => THREAD.test(readFileSync(`${threads}/${id}/comm`, 'utf8'))).length;
  } catch {
    // It has ended.
    return 0;
  }
}
