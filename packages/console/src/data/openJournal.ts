import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dataError } from './dataError.ts';
import { endOfBatch } from './readSegment.ts';

/** A file that batches are appended to. */
export interface Journal {
  /** Resolves when the batch is on disk. Rejects when it is not; then nothing of it is there. */
  append: (records: readonly string[]) => Promise<void>;
  /** Bytes that are on disk. */
  bytes: () => number;
  close: () => Promise<void>;
}

interface Waiting {
  text: string;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Opens a journal and goes on after `bytes` of it. Batches that come while one is written go to disk together. */
export async function openJournal(file: string, bytes: number): Promise<Journal> {
  const handle = await openFile(file);
  let written = bytes;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  /** A failed write may have left a part, which goes before the next. */
  let clean = false;

  const write = async (batches: Waiting[]): Promise<void> => {
    try {
      if (!clean) await handle.truncate(written);
      clean = false;
      const buffer = Buffer.from(batches.map(({ text }) => text).join(''));
      await writeAll(handle, buffer, written);
      // After this it holds a loss of power, too.
      await handle.datasync();
      written += buffer.length;
      clean = true;
      for (const { resolve } of batches) resolve();
    } catch (cause) {
      const error = dataError(`cannot write to ${file}`, cause);
      for (const { reject } of batches) reject(error);
    }
  };
  const writeWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batches = waiting;
      waiting = [];
      await write(batches);
    }
    writing = undefined;
  };

  return {
    append: (records) =>
      new Promise((resolve, reject) => {
        const text = `${records.join('\n')}${records.length > 0 ? '\n' : ''}${endOfBatch(records.length)}`;
        waiting.push({ text, resolve, reject });
        writing ??= writeWaiting();
      }),
    bytes: () => written,
    async close() {
      await writing;
      await handle.close();
    },
  };
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return createFile(file);
    });
  } catch (cause) {
    throw dataError(`cannot write to ${file}`, cause);
  }
}

async function createFile(file: string): Promise<FileHandle> {
  const handle = await open(file, 'wx+');
  // The name is on disk when the folder is.
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
  return handle;
}

async function writeAll(handle: FileHandle, buffer: Buffer, position: number): Promise<void> {
  for (let done = 0; done < buffer.length;) {
    const { bytesWritten } = await handle.write(buffer, done, buffer.length - done, position + done);
    done += bytesWritten;
  }
}
