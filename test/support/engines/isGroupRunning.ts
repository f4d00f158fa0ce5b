import { readdirSync, readFileSync } from 'node:fs';

const PROCESSES = '/proc';

/** Whether a process of this group still runs. Only Linux tells. */
export function isGroupRunning(group: number): boolean {
  return processes().some((pid) => {
    try {
      const stat = readFileSync(`${PROCESSES}/${pid}/stat`, 'utf8');
      // After the program's name, which may have anything in it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      const [state, , groupOf] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie has ended.
      return Number(groupOf) === group && state !== 'Z';
    } catch {
      // It has ended, or is no process.
      return false;
    }
  });
}

function processes(): string[] {
  try {
    return readdirSync(PROCESSES);
  } catch {
    return [];
  }
}
