import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dataError } from './dataError.ts';

/** A file that lines are appended to. */
export interface Journal {
  /** Resolves when the line, given in parts, is on disk. Rejects when it is not; then nothing of it is there. */
  append: (line: readonly Buffer[]) => Promise<void>;
  /** Bytes that are on disk. */
  bytes: () => number;
  close: () => Promise<void>;
}

interface Waiting {
  line: readonly Buffer[];
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Opens a journal and goes on after `bytes` of it. Lines that come while one is written go to disk together. */
export async function openJournal(file: string, bytes: number): Promise<Journal> {
  const handle = await openFile(file);
  let written = bytes;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  /** A failed write may have left a part, which goes before the next. */
  let clean = false;

  const write = async (lines: Waiting[]): Promise<void> => {
    try {
      if (!clean) await handle.truncate(written);
      clean = false;
      const length = await writeAll(
        handle,
        lines.flatMap(({ line }) => line),
        written,
      );
      // After this it holds a loss of power, too.
      await handle.datasync();
      written += length;
      clean = true;
      for (const { resolve } of lines) resolve();
    } catch (cause) {
      const error = dataError(`cannot write to ${file}`, cause);
      for (const { reject } of lines) reject(error);
    }
  };
  const writeWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      await write(lines);
    }
    writing = undefined;
  };

  return {
    append: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
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

/** Resolves with how many bytes there were. */
async function writeAll(handle: FileHandle, buffers: Buffer[], position: number): Promise<number> {
  const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  let { bytesWritten: done } = await handle.writev(buffers, position);
  if (done === length) return length;
  // The system took a part; it takes the rest, or says why not.
  const bytes = Buffer.concat(buffers);
  while (done < length) {
    const { bytesWritten } = await handle.write(bytes, done, length - done, position + done);
    done += bytesWritten;
  }
  return length;
}
