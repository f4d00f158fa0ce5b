import { ConsoleError } from '../errors/ConsoleError.ts';

const CAUSES: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space, or keep less with --max-days and --max-megabytes',
  EDQUOT: 'the quota of the disk is used up. Free some space, or keep less with --max-days and --max-megabytes',
  EFBIG: 'the file would be larger than the system allows. Raise the limit (ulimit -f)',
  EACCES: 'this user may not write there. Change the rights, or give another folder',
  EPERM: 'this user may not write there. Change the rights, or give another folder',
  EROFS: 'the file system is read-only. Give another folder',
  ENOTDIR: 'a part of the path is a file. Give the path of a folder',
  EEXIST: 'it is a file. Give the path of a folder',
  EIO: 'the disk fails. Give a folder on another one',
};

/** What keeps the console from its data folder, with the fix. */
export function dataError(what: string, cause: unknown): ConsoleError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new ConsoleError('data', `${what}: ${CAUSES[code] ?? message}.`, { cause });
}
