import { readdirSync, readFileSync } from 'node:fs';

const PROCESSES = '/proc';

/** The processes of this group that run. Only Linux tells. */
export function pidsOfGroup(group: number): number[] {
  return processes().filter((pid) => {
    try {
      const stat = readFileSync(`${PROCESSES}/${pid}/stat`, 'utf8');
      // After the program's name, which may have anything in it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      const [state, , groupOf] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie has ended.
      return Number(groupOf) === group && state !== 'Z';
    } catch {
      // It has ended.
      return false;
    }
  });
}

function processes(): number[] {
  try {
    return readdirSync(PROCESSES)
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}
