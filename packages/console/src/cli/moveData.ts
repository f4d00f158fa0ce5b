import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { exportRecords } from '../data/exportRecords.ts';
import { importFile } from '../data/importFile.ts';
import { openDataFolder, type DataFolder } from '../data/openDataFolder.ts';
import { dataError } from '../data/dataError.ts';

const withFolder = async <T>(folder: string, work: (data: DataFolder) => Promise<T>): Promise<T> => {
  const data = await openDataFolder({
    folder,
    maxEvents: 0,
    maxDays: Infinity,
    maxMegabytes: Infinity,
    clock: Date.now,
    log: () => undefined,
  });
  return work(data).finally(data.close);
};

/** Imports files one after the other. Resolves with what to print. */
export function importData({
  folder,
  files,
  monitor,
}: {
  folder: string;
  files: readonly string[];
  monitor?: string | undefined;
}) {
  return withFolder(folder, async (data) => {
    const lines: string[] = [];
    for (const file of files) {
      const { added, skipped } = await importFile(data, file, monitor, Date.now());
      lines.push(`${file}: ${added} events added${skipped > 0 ? `, ${skipped} were there already` : ''}\n`);
    }
    await data.compact();
    return lines.join('');
  });
}

/** Exports to a file, or by `out`. Resolves with what to print at the end. */
export function exportData({ folder, to }: { folder: string; to?: string | undefined }, out: (text: string) => void) {
  return withFolder(folder, async (data) => {
    if (to === undefined) {
      for await (const line of exportRecords(data)) out(line);
      return '';
    }
    let count = 0;
    const file = createWriteStream(to);
    const ended = once(file, 'close').catch((cause: unknown) => {
      throw dataError(`cannot write to ${to}`, cause);
    });
    // Whoever waits hears of it; this one is for while nobody does.
    ended.catch(() => undefined);
    for await (const line of exportRecords(data)) {
      if (!file.write(line) && !file.destroyed) await Promise.race([once(file, 'drain'), ended]);
      count += 1;
    }
    file.end();
    await ended;
    return `${count} events written to ${to}\n`;
  });
}
